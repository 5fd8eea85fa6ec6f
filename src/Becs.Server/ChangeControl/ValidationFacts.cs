using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Domain.ChangeControl;
using Becs.Domain.Signatures;
using Becs.Workflows.Definitions.Packages;

namespace Becs.Server.ChangeControl;

/// <summary>Everything the installation knows about a change, as read at one moment.</summary>
/// <param name="Packages">Every package submitted, and what they were made from, by hash.</param>
/// <param name="Signatures">The signatures of its steps, by id.</param>
/// <param name="Plans">Its plans for running instances, with what they did.</param>
internal sealed record ValidationFacts(
    ChangeRequest Change, IReadOnlyDictionary<string, PackageRecord> Packages, IReadOnlyDictionary<Guid, Signature> Signatures,
    IReadOnlyList<ChangeEvidence> Evidence, IReadOnlyList<ChangeJustification> Justifications, IReadOnlyList<ChangeComment> Comments,
    IReadOnlyList<PlanDone> Plans)
{
    /// <summary>The parts of the machine-readable archive, each the same bytes whenever it is made from the same facts.</summary>
    public IReadOnlyList<ZipPart> Parts()
    {
        var parts = new List<ZipPart> { Part("change.json", OfChange()), Part("sign-offs.json", OfSteps()), Part("comments.json", OfComments()),
            Part("justifications.json", OfJustifications()) };
        parts.AddRange(Packages.Values.Select(p => new ZipPart($"packages/version-{p.DefinitionVersion}.{p.PackageHash}.json", p.Bytes)));
        parts.AddRange(Evidence.Select(e => new ZipPart($"evidence/{Plain(e.Kind)}.{e.PackageHash}.{e.ContentHash}.json", System.Text.Encoding.UTF8.GetBytes(e.Content))));
        parts.AddRange(Plans.SelectMany(p => p.InArchive()));
        return [.. parts.OrderBy(p => p.Name, StringComparer.Ordinal)];
    }

    public static string Time(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    public static byte[] Canonical(JsonNode json) => CanonicalJson.Canonicalize(JsonSerializer.SerializeToElement(json));

    private static ZipPart Part(string name, JsonNode json) => new(name, Canonical(json));

    private static string Plain(string kind) => string.Concat(kind.Select(c => char.IsAsciiLetterOrDigit(c) || c == '-' ? c : '-'));

    private JsonObject OfChange() => new()
    {
        ["format"] = 2,
        ["number"] = Change.Number,
        ["kind"] = Change.Kind.ToString(),
        ["state"] = Change.State.ToString(),
        ["definitionId"] = Change.DefinitionId,
        ["version"] = Change.PackageVersion,
        ["packageHash"] = Change.PackageHash,
        ["baseHash"] = Change.BaseHash,
        ["reason"] = Change.Reason,
        ["requirementIds"] = new JsonArray([.. Change.RequirementIds.Select(r => (JsonNode)r)]),
        ["risk"] = OfRisk(Change.Risk),
        ["openedAt"] = Time(Change.OpenedAt),
        ["effectiveFromAt"] = Change.EffectiveFromAt is { } from ? Time(from) : null,
        ["isReviewOutstanding"] = Change.IsReviewOutstanding,
    };

    private static JsonObject OfRisk(ChangeRisk risk) => new()
    {
        ["severity"] = risk.Severity,
        ["probability"] = risk.Probability,
        ["detectability"] = risk.Detectability,
        ["product"] = risk.Number,
    };

    private JsonObject? Signed(Guid? id) => id is { } known && Signatures.GetValueOrDefault(known) is { } signature ? new JsonObject
    {
        ["userId"] = signature.UserId.ToString("D"),
        ["printedName"] = signature.PrintedName,
        ["meaning"] = signature.Meaning,
        ["signedAt"] = Time(signature.SignedAt),
        ["siteTimeZone"] = signature.SiteTimeZone,
        ["reason"] = signature.Reason,
        ["signedHash"] = signature.SignedHash,
        ["subject"] = signature.Subject,
    } : null;

    private JsonArray OfJustifications() => new([.. Justifications.Select(j => (JsonNode)new JsonObject
    {
        ["kind"] = j.Kind.ToString(),
        ["key"] = j.Key,
        ["text"] = j.Text,
        ["userId"] = j.UserId.ToString("D"),
        ["printedName"] = j.PrintedName,
        ["packageHash"] = j.PackageHash,
        ["recordedAt"] = Time(j.RecordedAt),
        ["signature"] = Signed(j.SignatureId),
    })]);

    private JsonArray OfSteps() => new([.. Change.Steps.Select(s => (JsonNode)new JsonObject
    {
        ["ordinal"] = s.Ordinal,
        ["kind"] = s.Kind.ToString(),
        ["userId"] = s.UserId.ToString("D"),
        ["printedName"] = s.PrintedName,
        ["onBehalfOf"] = s.OnBehalfOfId?.ToString("D"),
        ["recordedAt"] = Time(s.RecordedAt),
        ["packageHash"] = s.PackageHash,
        ["version"] = s.PackageVersion,
        ["planHash"] = s.PlanHash,
        ["requirementIds"] = new JsonArray([.. s.RequirementIds.Select(r => (JsonNode)r)]),
        ["risk"] = s.Risk is { } risk ? OfRisk(risk) : null,
        ["comment"] = s.Comment,
        ["effectiveFromAt"] = s.EffectiveFromAt is { } from ? Time(from) : null,
        ["signature"] = Signed(s.SignatureId),
    })]);

    private JsonArray OfComments() => new([.. Comments.Select(c => (JsonNode)new JsonObject
    {
        ["id"] = c.Id.ToString("D"),
        ["parentId"] = c.ParentId?.ToString("D"),
        ["activityId"] = c.ActivityId,
        ["packageHash"] = c.PackageHash,
        ["printedName"] = c.PrintedName,
        ["recordedAt"] = Time(c.RecordedAt),
        ["text"] = c.Text,
    })]);
}
