using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Server.Designer;
using Becs.Server.Operations;
using Becs.Workflows.Definitions.Packages;

namespace Becs.Server.ChangeControl;

/// <summary>
/// The forms and tables of drafts: read by whoever reads workflows, changed by the draft's author alone. A change says what its author saw, so that
/// nobody overwrites unread.
/// </summary>
internal sealed class PartDesk(OperationRunner runner, DraftParts parts, ApprovedForms approved)
{
    private static readonly DateTimeOffset _zipTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What a draft holds, and what it takes out of the version it was begun from.</summary>
    /// <param name="scope">Where it is read.</param>
    /// <param name="draftId">The draft.</param>
    /// <param name="reader">Who asks.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<DraftPartsView> FindAsync(IServiceProvider scope, Guid draftId, Guid reader, CancellationToken ct)
    {
        var drafts = scope.GetRequiredService<IWorkflowDrafts>();
        var draft = await FindAsync(drafts, draftId, ct);
        var (own, origin, frozen) = (await drafts.PartsAsync(draftId, ct), await DraftParts.OriginAsync(scope, draft, ct), await approved.OfAsync(draft.DefinitionId, ct));
        var basedOn = draft.BasedOnHash is { } hash ? await scope.GetRequiredService<IPackageRecords>().FindAsync(hash, ct) : null;
        var held = DraftParts.Over(origin, own);
        var views = held.All().Select(p => View(p.Kind, p.Key, p.Content)).Concat(own.Where(p => p.Content is null)
            .Select(p => new DraftPartView(p.Kind, p.Key, DraftPartState.Removed, null, null, false, frozen.Next(p.Key), [], p.SavedAt)));
        return new DraftPartsView(
            draft.Id, draft.DefinitionId, draft.Name, draft.DefinitionVersion, draft.AuthorName, draft.AuthorId == reader, basedOn?.DefinitionVersion,
            [.. views.OrderBy(v => v.Kind).ThenBy(v => v.Key, StringComparer.Ordinal)]);

        DraftPartView View(DraftPartKind kind, string key, JsonElement content)
        {
            var (stored, contentHash) = (own.FirstOrDefault(p => p.Kind == kind && p.Key == key), ApprovedForms.HashOf(content));
            var state = stored is null ? DraftPartState.Same : origin[kind].ContainsKey(key) ? DraftPartState.Changed : DraftPartState.Added;
            var problems = PartFormat.Problems(kind, content);
            if (kind == DraftPartKind.Form && frozen.Refusal(key, contentHash) is { } refusal)
            {
                problems = [.. problems, new PartProblem("$", refusal)];
            }

            return new DraftPartView(
                kind, key, state, contentHash, content.GetRawText(), kind == DraftPartKind.Form && frozen.Has(key),
                kind == DraftPartKind.Form ? frozen.Next(key) : key, problems, stored?.SavedAt);
        }
    }

    /// <summary>A form or table becomes this.</summary>
    public Task<OperationAnswer<DraftPartAnswer>> SaveAsync(
        OperationRequest operation, Guid draftId, DraftPartKind kind, string key, string content, string? seenHash, CancellationToken ct)
    {
        var canonical = PartFormat.Canonical(kind, key, content);
        return PutAsync(operation with { Body = new { draftId, kind, key, content = canonical } }, draftId, kind, key, _ => canonical, seenHash, ct);
    }

    /// <summary>Takes a form or table out.</summary>
    public Task<OperationAnswer<DraftPartAnswer>> RemoveAsync(
        OperationRequest operation, Guid draftId, DraftPartKind kind, string key, string? seenHash, CancellationToken ct) =>
        PutAsync(operation with { Body = new { draftId, kind, key } }, draftId, kind, key, _ => null, seenHash, ct);

    /// <summary>As it was in the version the draft was begun from.</summary>
    public Task<OperationAnswer<DraftPartAnswer>> RestoreAsync(
        OperationRequest operation, Guid draftId, DraftPartKind kind, string key, string? seenHash, CancellationToken ct) =>
        PutAsync(operation with { Body = new { draftId, kind, key, restore = true } }, draftId, kind, key, origin => origin[kind].TryGetValue(key, out var begun)
            ? Encoding.UTF8.GetString(CanonicalJson.Canonicalize(begun)) : null, seenHash, ct);

    /// <summary>A draft as files, as they stand in a folder of the product: the same draft gives the same bytes.</summary>
    public static async Task<byte[]> ZipAsync(IServiceProvider scope, Guid draftId, CancellationToken ct)
    {
        var draft = await FindAsync(scope.GetRequiredService<IWorkflowDrafts>(), draftId, ct);
        var definition = ElsaJson.Parse(draft.Body);
        (definition["definitionId"], definition["name"], definition["version"]) = (draft.DefinitionId, draft.Name, draft.DefinitionVersion);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [$"{draft.DefinitionId.Replace(':', '-')}.v{draft.DefinitionVersion}.json"] = definition.ToJsonString(),
        };
        foreach (var (kind, key, content) in (await DraftParts.HeldAsync(scope, draft, ct)).All())
        {
            files[$"{(kind == DraftPartKind.Form ? "forms" : "tables")}/{key}.json"] = content.GetRawText();
        }

        var memory = new MemoryStream();
        await using (var zip = await ZipArchive.CreateAsync(memory, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct))
        {
            foreach (var (name, content) in files)
            {
                var entry = zip.CreateEntry(name);
                entry.LastWriteTime = _zipTime;
                await using var stream = await entry.OpenAsync(ct);
                await stream.WriteAsync(Encoding.UTF8.GetBytes(PartFormat.Indented(content)), ct);
            }
        }

        return memory.ToArray();
    }

    private Task<OperationAnswer<DraftPartAnswer>> PutAsync(
        OperationRequest operation, Guid draftId, DraftPartKind kind, string key, Func<HeldParts, string?> make, string? seenHash, CancellationToken ct) =>
        runner.RunAsync(operation with { Permission = Permissions.WorkflowsEdit }, async (scope, token) =>
        {
            var drafts = scope.GetRequiredService<IWorkflowDrafts>();
            var draft = await FindAsync(drafts, draftId, token);
            if (draft.AuthorId != scope.GetRequiredService<ICurrentOperation>().Context.UserId)
            {
                throw new ForbiddenException("CHG-440", $"The draft {draft.Name} is somebody else's: begin one of your own.");
            }

            var (own, origin) = (await drafts.PartsAsync(draftId, token), await DraftParts.OriginAsync(scope, draft, token));
            var now = DraftParts.HashIn(DraftParts.Over(origin, own), kind, key);
            if (now != (seenHash is { Length: > 0 } ? seenHash : null))
            {
                throw new ConflictException("CHG-441", $"{key} is not what you saw: it was changed meanwhile. Read it again.",
                    new Dictionary<string, string> { ["contentHash"] = now ?? "" });
            }

            var content = make(origin);
            if (content is not null && kind == DraftPartKind.Form
                && (await approved.OfAsync(draft.DefinitionId, token)).Refusal(key, WorkflowDraft.HashOf(content)) is { } refusal)
            {
                throw new RuleException("CHG-063", refusal);
            }

            if (content is null && now is null)
            {
                throw new NotFoundException("CHG-408", $"The draft {draft.Name} holds no {key}.");
            }

            parts.Put(scope, draft, origin, own, kind, key, content);
            return new DraftPartAnswer(draft.Id, kind, key, content is null ? null : WorkflowDraft.HashOf(content));
        }, ct);

    private static async Task<WorkflowDraft> FindAsync(IWorkflowDrafts drafts, Guid id, CancellationToken ct) =>
        await drafts.FindAsync(id, ct) ?? throw new NotFoundException("WFL-404", $"There is no draft {id:D}.");
}
