using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.ChangeControl;
using Becs.Server.Operations;
using Becs.Workflows.Definitions.Packages;

namespace Becs.Server.Designer.Definitions;

/// <summary>
/// The only way a definition changes from outside: into the author's own draft. Whatever else is there — packages, drafts of others — is
/// read-only here. A draft may be broken; it starts nothing.
/// </summary>
internal sealed partial class DraftDesk(OperationRunner runner, IDefinitionReads reads, DefinitionContents contents, DraftParts parts, IIdGenerator ids)
{
    /// <summary>Longest definition kept.</summary>
    private const int MostCharacters = 1024 * 1024;

    private const int LongestName = 200;

    private static readonly JsonSerializerOptions Kept = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 128 };

    /// <summary>Saves what Studio sends; what Studio loses is kept. Repeating a save changes nothing.</summary>
    public Task<Guid> SaveAsync(HttpContext http, JsonObject model, CancellationToken cancellationToken) =>
        PutAsync(http, "workflow-draft.save", model, null, cancellationToken);

    /// <summary>Takes a whole definition as it is, from a file, with the forms and tables that come with it.</summary>
    public Task<Guid> ReplaceAsync(HttpContext http, ImportedWorkflow file, CancellationToken cancellationToken) =>
        PutAsync(http, "workflow-draft.import", file.Definition, new WholeDraft(file.Parts, false), cancellationToken);

    /// <summary>Takes another version as it is: its definition, and just its forms and tables.</summary>
    public Task<Guid> RevertAsync(HttpContext http, JsonObject model, DefinitionVersion from, CancellationToken cancellationToken) =>
        PutAsync(http, "workflow-draft.revert", model, new WholeDraft(null, true, from), cancellationToken);

    /// <summary>Begins a draft from the version that is there; the author's own one when there is one.</summary>
    public async Task<Guid> BeginAsync(HttpContext http, DefinitionVersion from, CancellationToken cancellationToken)
    {
        var content = await contents.ReadAsync(from.Row, cancellationToken);
        var answer = await runner.RunAsync(Operation(http, "workflow-draft.begin", from.Id), async (scope, token) =>
        {
            var (drafts, operation) = (scope.GetRequiredService<IWorkflowDrafts>(), scope.GetRequiredService<ICurrentOperation>().Context);
            if (await drafts.FindOwnAsync(from.Row.DefinitionId, operation.UserId, token) is { } own)
            {
                return own.Id;
            }

            var draft = New(from.Row.DefinitionId, await reads.ListAsync(from.Row.DefinitionId, token), from.Row.ContentHash, operation);
            draft.Save(from.Row.Name, content.Description, Stripped(content.Copy()).ToJsonString(Kept), operation.NowAt);
            drafts.Add(draft);
            Audit(scope, draft, "workflow-draft.begun", null);
            if (from.IsDraft)
            {
                await parts.HoldAsync(scope, draft, await HeldAsync(scope, from, token), isWhole: true, token);
            }

            return draft.Id;
        }, cancellationToken);
        return answer.Value;
    }

    /// <summary>Throws the author's own draft away.</summary>
    public Task DiscardAsync(HttpContext http, Guid draftId, CancellationToken cancellationToken) =>
        runner.RunAsync(Operation(http, "workflow-draft.discard", draftId), async (scope, token) =>
        {
            var drafts = scope.GetRequiredService<IWorkflowDrafts>();
            var operation = scope.GetRequiredService<ICurrentOperation>().Context;
            var draft = await drafts.FindAsync(draftId, token) ?? throw new NotFoundException("WFL-404", $"There is no draft {draftId:D}.");
            if (draft.AuthorId != operation.UserId)
            {
                throw new ConflictException("DSG-411", $"The draft {draft.Name} is somebody else's: only its author may delete it.");
            }

            drafts.Remove(draft);
            Audit(scope, draft, "workflow-draft.discarded", draft.BodyHash);
            return draftId;
        }, cancellationToken);

    private async Task<Guid> PutAsync(HttpContext http, string action, JsonObject model, WholeDraft? whole, CancellationToken cancellationToken)
    {
        var isWhole = whole is not null;
        var definitionId = model.Text("definitionId") is { Length: > 0 } given ? given : ids.New().ToString("N");
        if (!DefinitionId().IsMatch(definitionId))
        {
            throw new InputException("DSG-403", "definitionId", "A definition id has at most 100 letters, digits, hyphens, dots, colons and underlines.");
        }

        var name = model.Text("name") is { Length: > 0 } named ? named : definitionId;
        if (name.Length > LongestName || model.Text("description") is { Length: > 2000 })
        {
            throw new InputException("DSG-404", "name", $"A name has at most {LongestName} characters, a description 2000.");
        }

        var answer = await runner.RunAsync(Operation(http, action, model), async (scope, token) =>
        {
            var (drafts, operation) = (scope.GetRequiredService<IWorkflowDrafts>(), scope.GetRequiredService<ICurrentOperation>().Context);
            var versions = await reads.ListAsync(definitionId, token);
            var own = await drafts.FindOwnAsync(definitionId, operation.UserId, token);
            var openedId = model.Text("id");
            var opened = versions.FirstOrDefault(v => openedId == (v.DraftId?.ToString("D") ?? v.ContentHash));
            if (!isWhole && opened is { DraftId: { } other } && other != own?.Id)
            {
                throw new ConflictException("DSG-412", $"Not saved: this draft of {name} is somebody else's. Begin one of your own.");
            }

            var from = opened is { DraftId: null } ? opened : versions.Where(v => v.IsStanding).MaxBy(v => v.Version);
            var before = own is not null ? ElsaJson.Parse(own.Body)
                : from is not null ? (await contents.ReadAsync(from, token)).Copy() : null;
            var sent = Stripped(model.DeepClone().AsObject());
            if (!isWhole && before is not null)
            {
                EmptiedGraph.Check(before, sent);
                KeptParts.Restore(before, sent);
            }

            var body = sent.ToJsonString(Kept);
            if (body.Length > MostCharacters)
            {
                throw new InputException("DSG-405", "model", $"A definition has at most {MostCharacters} characters.");
            }

            if (!isWhole && own is not null && opened is { DraftId: null } && WorkflowDraft.HashOf(body) != own.BodyHash)
            {
                throw new ConflictException("DSG-413", $"Not saved: version {opened.Version} of {name} is read-only, and you have a draft of "
                    + $"version {own.DefinitionVersion} already. Open that one.");
            }

            var draft = own ?? New(definitionId, versions, from?.ContentHash, operation);
            var former = own?.BodyHash;
            if (draft.Save(name, sent.Text("description"), body, operation.NowAt))
            {
                if (own is null)
                {
                    drafts.Add(draft);
                }

                Audit(scope, draft, "workflow-draft.saved", former);
            }

            if (whole is not null)
            {
                var held = whole.From is { } version ? await HeldAsync(scope, version, token) : whole.Parts!;
                await parts.HoldAsync(scope, draft, held, whole.OnlyThese, token);
            }

            return draft.Id;
        }, cancellationToken);
        return answer.Value;
    }

    /// <summary>The forms and tables of a version.</summary>
    private async Task<HeldParts> HeldAsync(IServiceProvider scope, DefinitionVersion version, CancellationToken cancellationToken)
    {
        if (version.Row.DraftId is not { } id)
        {
            return await reads.PackageBytesAsync(version.Row.ContentHash, cancellationToken) is { } bytes
                ? HeldParts.Of(WorkflowPackage.Open(bytes, version.Row.ContentHash)) : HeldParts.None;
        }

        var draft = await scope.GetRequiredService<IWorkflowDrafts>().FindAsync(id, cancellationToken);
        return draft is null ? HeldParts.None : await DraftParts.HeldAsync(scope, draft, cancellationToken);
    }

    /// <summary>Forms and tables that come with a definition taken as it is.</summary>
    /// <param name="Parts">Which.</param>
    /// <param name="OnlyThese">The draft holds no others afterwards.</param>
    /// <param name="From">Those of this version instead.</param>
    private sealed record WholeDraft(HeldParts? Parts, bool OnlyThese, DefinitionVersion? From = null);

    private WorkflowDraft New(string definitionId, IReadOnlyList<DefinitionRow> versions, string? basedOn, OperationContext operation) => new(
        ids.New(), definitionId, versions.Where(v => v.DraftId is null).Select(v => v.Version).DefaultIfEmpty(0).Max() + 1, operation.UserId,
        operation.PrintedName, versions.Any(v => v.IsStanding) ? basedOn : null, operation.NowAt);

    private static JsonObject Stripped(JsonObject definition)
    {
        foreach (var name in DefinitionWriter.Envelope)
        {
            definition.Remove(name);
        }

        return definition;
    }

    private static void Audit(IServiceProvider scope, WorkflowDraft draft, string what, string? formerHash) =>
        scope.GetRequiredService<IAuditTrail>().Record(
            new SubjectRef(SubjectKinds.Draft, draft.Id), what, formerHash,
            what.EndsWith("discarded", StringComparison.Ordinal) ? null : $"{draft.DefinitionId} {draft.DefinitionVersion} {draft.BodyHash}");

    private static OperationRequest Operation(HttpContext http, string action, object body) =>
        http.Operation(action, body: body) with { Permission = Permissions.WorkflowsEdit };

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$")]
    private static partial Regex DefinitionId();
}
