using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Server.Designer;
using Becs.Server.Designer.Definitions;
using Becs.Server.Hosting;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Errors;
using Becs.Workflows.Storage;

namespace Becs.Server.ChangeControl;

/// <summary>What would be submitted now.</summary>
/// <param name="Package">The package, under the next version number.</param>
/// <param name="Base">The newest approved version; null when there is none.</param>
/// <param name="DraftHash">The draft it is made of; null for a roll-back.</param>
/// <param name="AuthorIds">Whose work is in it besides the submitter's.</param>
/// <param name="Triggers">The stimuli that start it.</param>
/// <param name="Vendor">The vendor's version it takes over; null for a change of the site's own.</param>
internal sealed record Candidate(
    WorkflowPackage Package, PackageRecord? Base, string? DraftHash, IReadOnlyCollection<Guid> AuthorIds, IReadOnlyList<PackageTrigger> Triggers,
    VendorVersion? Vendor = null)
{
    /// <summary>The former version a roll-back takes its content from; null for a draft.</summary>
    public string? FormerHash { get; init; }

    public bool ChangesBehaviour => Base?.BehaviourHash != Package.BehaviourHash;
}

/// <summary>
/// Makes a package of a draft, or of a former version: the forms and tables are those the draft holds, children pinned to what starts
/// instances now. What cannot run is refused with every problem and its JSON path; what changes nothing is refused too.
/// </summary>
internal sealed class CandidateBuilder(PackageBuilder builder, GraphCache graphs, ApprovedForms approved)
{
    /// <summary>The candidate of an author's own draft.</summary>
    public async Task<Candidate> OfDraftAsync(IServiceProvider scope, string definitionId, OperationContext operation, CancellationToken ct)
    {
        var draft = await scope.GetRequiredService<IWorkflowDrafts>().FindOwnAsync(definitionId, operation.UserId, ct)
            ?? throw new NotFoundException("CHG-405", $"You have no draft of {definitionId}: there is nothing to submit.");
        var records = scope.GetRequiredService<IPackageRecords>();
        var newest = await records.NewestApprovedAsync(definitionId, ct);
        var (basedOn, authors, offered) = await OriginAsync(scope, draft, ct);
        DemandNewest(definitionId, basedOn, newest);
        var own = await scope.GetRequiredService<IWorkflowDrafts>().PartsAsync(draft.Id, ct);
        var held = DraftParts.Over(await DraftParts.OriginAsync(scope, draft, ct), own);
        var definition = ElsaJson.Parse(draft.Body);
        var problems = PartProblems(definition, held, newest, await approved.OfAsync(definitionId, ct));
        return await BuildAsync(async () =>
        {
            var vendor = offered is { } id ? await scope.GetRequiredService<IVendorVersions>().FindAsync(id, ct) : null;
            definition["definitionId"] = definitionId;
            definition["name"] = draft.Name;
            definition["version"] = await records.LastVersionAsync(definitionId, ct) + 1;
            var package = builder.Build(
                JsonSerializer.SerializeToUtf8Bytes(definition), held.Forms, held.Tables, await ChildrenAsync(scope, draft.Body, operation.NowAt, ct));
            return Checked(package, newest, DraftPart.HashOf(draft, own), authors) with { Vendor = vendor };
        }, problems);
    }

    /// <summary>The content of a former version, under the next number.</summary>
    public async Task<Candidate> OfFormerAsync(IServiceProvider scope, string definitionId, string packageHash, CancellationToken ct)
    {
        var records = scope.GetRequiredService<IPackageRecords>();
        var former = await records.FindAsync(packageHash, ct);
        if (former is not { Kind: PackageRecord.Workflow } || former.DefinitionId != definitionId)
        {
            throw new NotFoundException("PKG-404", $"There is no package {packageHash} of {definitionId}.");
        }

        if (!former.State.IsApproved() && former.State != PackageState.Retired)
        {
            throw new ConflictException("CHG-418", $"Version {former.DefinitionVersion} of {definitionId} was never approved: there is nothing to go back to.");
        }

        var newest = await records.NewestApprovedAsync(definitionId, ct);
        var written = await scope.GetRequiredService<IChanges>().FindByPackageAsync(packageHash, ct);
        return await BuildAsync(async () => Checked(
            Renumbered(former.Bytes, await records.LastVersionAsync(definitionId, ct) + 1), newest, null, written?.AuthorIds ?? []) with
        { FormerHash = packageHash });
    }

    /// <summary>Forms and tables that cannot be used, forms changed under a version that was approved, and forms a step asks by that are gone.</summary>
    private static List<DefinitionProblem> PartProblems(JsonObject definition, HeldParts held, PackageRecord? newest, FrozenForms frozen)
    {
        var problems = held.All().SelectMany(p => PartFormat.Problems(p.Kind, p.Content).Select(found => new DefinitionProblem(
            p.Kind == DraftPartKind.Form ? "form.invalid" : "table.invalid", PartPath(p.Kind, p.Key) + found.Path.TrimStart('$'), found.Text))).ToList();
        problems.AddRange(held.Forms.Select(f => (f.Key, Text: frozen.Refusal(f.Key, ApprovedForms.HashOf(f.Value)))).Where(f => f.Text is not null)
            .Select(f => new DefinitionProblem("form.frozen", PartPath(DraftPartKind.Form, f.Key), f.Text!)));
        if (newest is not null)
        {
            var before = FormKeys.Newest(WorkflowPackage.Open(newest.Bytes, newest.PackageHash).Forms.Keys);
            var now = FormKeys.Newest(held.Forms.Keys);
            problems.AddRange(ActivityTree.Of(definition)
                .Select(a => (a.Id, Form: ((a.Json["formKey"] as JsonObject)?["expression"] as JsonObject).Text("value")))
                .Where(a => a.Form is not null && before.ContainsKey(a.Form) && !now.ContainsKey(a.Form))
                .Select(a => new DefinitionProblem("form.missing", PartPath(DraftPartKind.Form, a.Form!), $"step {a.Id} asks by this form, and the draft takes it out.", a.Id)));
        }

        return problems;
    }

    private static string PartPath(DraftPartKind kind, string key) => $"$.{(kind == DraftPartKind.Form ? "forms" : "tables")}['{key}']";

    /// <summary>The same content under another version number.</summary>
    public static WorkflowPackage Renumbered(ReadOnlyMemory<byte> bytes, int version)
    {
        var document = JsonNode.Parse(bytes.Span)!.AsObject();
        document["definition"]!["version"] = version;
        return WorkflowPackage.Open(CanonicalJson.Canonicalize(JsonSerializer.SerializeToElement(document)));
    }

    private Candidate Checked(WorkflowPackage package, PackageRecord? newest, string? draftHash, IReadOnlyCollection<Guid> authors)
    {
        if (newest is not null && Renumbered(package.Bytes, newest.DefinitionVersion).PackageHash == newest.PackageHash)
        {
            throw new RuleException("CHG-022", $"Nothing changed: it would be version {newest.DefinitionVersion} of {newest.DefinitionId} again, byte for byte.");
        }

        var triggers = TriggerIndexer.Index(graphs.Add(package)).Select(t => new PackageTrigger(t.ActivityId, t.Name, t.Hash)).ToList();
        return new Candidate(package, newest, draftHash, authors, triggers);
    }

    /// <summary>
    /// What a draft was begun from: a version in use, or a submission that somebody goes on with, whose authors and offer of the vendor come along.
    /// </summary>
    private static async Task<(string? Hash, IReadOnlyCollection<Guid> AuthorIds, Guid? Offered)> OriginAsync(
        IServiceProvider scope, WorkflowDraft draft, CancellationToken ct)
    {
        var basedOn = draft.BasedOnHash;
        if (basedOn is null || await scope.GetRequiredService<IPackageRecords>().FindAsync(basedOn, ct) is not { } package || !package.State.IsCandidate())
        {
            return (basedOn, [], draft.VendorVersionId);
        }

        var change = await scope.GetRequiredService<IChanges>().FindByPackageAsync(basedOn, ct);
        var submitted = change?.Steps.FirstOrDefault(s => s.Kind == ChangeStepKind.Submitted && s.PackageHash == basedOn);
        return (submitted?.BaseHash, change?.AuthorIds ?? [], draft.VendorVersionId ?? change?.VendorVersionId);
    }

    private static async Task<Dictionary<string, string>> ChildrenAsync(IServiceProvider scope, string body, DateTime nowAt, CancellationToken ct)
    {
        var packages = scope.GetRequiredService<IPackages>();
        var pinned = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var child in DefinitionContent.Of(body).Children)
        {
            if (await packages.FindEffectiveAsync(child, nowAt, ct) is { } package)
            {
                pinned[child] = package.PackageHash;
            }
        }

        return pinned;
    }

    private static void DemandNewest(string definitionId, string? basedOn, PackageRecord? newest)
    {
        if (basedOn != newest?.PackageHash)
        {
            throw new RuleException("CHG-020",
                $"Your draft of {definitionId} was not made from version {newest?.DefinitionVersion}, which is approved: begin it anew from that.",
                new Dictionary<string, string> { ["approved"] = newest?.PackageHash ?? "", ["base"] = basedOn ?? "" });
        }
    }

    private static async Task<Candidate> BuildAsync(Func<Task<Candidate>> build, IReadOnlyList<DefinitionProblem>? known = null)
    {
        try
        {
            var made = await build();
            return known is { Count: > 0 } ? throw new DefinitionException(known) : made;
        }
        catch (DefinitionException broken)
        {
            IReadOnlyList<DefinitionProblem> all = ReferenceEquals(broken.Problems, known) ? known : [.. broken.Problems, .. known ?? []];
            throw new FieldsRefusedException("CHG-040", $"Not submitted: {all.Count} problems. The first: {all[0]}", all
                .GroupBy(p => p.Path, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => g.Select(p => $"{p.Message} [{p.Code}]").ToArray(), StringComparer.Ordinal));
        }
        catch (Exception broken) when (broken is WorkflowEngineException or JsonException)
        {
            throw new RuleException("CHG-041", $"Not submitted: {broken.Message.ReplaceLineEndings(" ")}");
        }
    }
}
