using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Workflows.Definitions.Packages;

namespace Becs.Server.ChangeControl;

/// <summary>
/// Which trainings an approved version asks of which roles, and who had acknowledged them by then. Written with the approval and never again:
/// whoever acknowledges later is found in the database, and the validation package stays the same bytes.
/// </summary>
internal static class TrainingEvidence
{
    /// <summary>Puts it on file. A version that asks for nothing has none.</summary>
    public static async Task KeepAsync(IServiceProvider scope, IIdGenerator ids, ChangeRequest change, DateTime nowAt, CancellationToken ct)
    {
        var needs = scope.GetRequiredService<ITrainingNeeds>();
        var asked = (await needs.OfChangeAsync(change.Id, ct)).Where(n => n.PackageHash == change.PackageHash)
            .OrderBy(n => n.Role, StringComparer.Ordinal).ThenBy(n => n.Id).ToList();
        if (asked.Count == 0)
        {
            return;
        }

        var done = (await needs.AcknowledgedAsync([.. asked.Select(n => n.Id)], ct)).ToLookup(a => a.NeedId);
        var content = new JsonObject
        {
            ["format"] = 1,
            ["packageHash"] = change.PackageHash,
            ["approvedAt"] = ValidationFacts.Time(nowAt),
            ["trainings"] = new JsonArray([.. asked.Select(n => (JsonNode)Written(n, done[n.Id]))]),
        };
        ReplayStart.Keep(scope, ChangeAnalysis.Made(
            ids.New(), change.Id, change.PackageHash, ChangeEvidence.Training,
            Encoding.UTF8.GetString(CanonicalJson.Canonicalize(JsonSerializer.SerializeToElement(content))), nowAt));
    }

    /// <summary>The same for people.</summary>
    public static IEnumerable<string> Lines(JsonElement evidence)
    {
        foreach (var training in evidence.GetProperty("trainings").EnumerateArray())
        {
            var by = training.GetProperty("acknowledged").EnumerateArray().ToList();
            yield return $"Role {training.GetProperty("role")}: {training.GetProperty("title")} ({training.GetProperty("document")}), "
                + (by.Count == 0 ? "acknowledged by nobody when it was approved" : $"acknowledged by {by.Count} when it was approved");
            foreach (var one in by)
            {
                yield return $"{one.GetProperty("printedName")}, {one.GetProperty("acknowledgedAt")} (UTC)";
            }
        }
    }

    private static JsonObject Written(TrainingNeed need, IEnumerable<TrainingAcknowledgement> by) => new()
    {
        ["id"] = need.Id.ToString("D"),
        ["role"] = need.Role,
        ["title"] = need.Title,
        ["document"] = need.Document,
        ["signedHash"] = need.SignedHash(),
        ["acknowledged"] = new JsonArray([.. by.OrderBy(a => a.RecordedAt).ThenBy(a => a.Id).Select(a => (JsonNode)new JsonObject
        {
            ["userId"] = a.AccountId.ToString("D"),
            ["printedName"] = a.PrintedName,
            ["acknowledgedAt"] = ValidationFacts.Time(a.RecordedAt),
            ["signature"] = a.SignatureId.ToString("D"),
        })]),
    };
}
