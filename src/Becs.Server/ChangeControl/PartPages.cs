using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Server.Operations;
using Becs.Server.Shell.Session;

namespace Becs.Server.ChangeControl;

/// <summary>A draft's forms and tables for their page.</summary>
internal sealed class PartPages(PageReads pages, PageCaller caller, PartDesk desk) : IPartPages
{
    public Task<DraftPartsView?> FindAsync(Guid? draftId, string? definitionId, CancellationToken cancellationToken = default) =>
        pages.ReadAsync<DraftPartsView?>(Permissions.WorkflowsRead, async (scope, now) =>
        {
            var drafts = scope.GetRequiredService<IWorkflowDrafts>();
            var draft = draftId is { } id ? await drafts.FindAsync(id, cancellationToken)
                : await drafts.FindOwnAsync(definitionId ?? "", now.UserId, cancellationToken);
            return draft is null ? null : await desk.FindAsync(scope, draft.Id, now.UserId, cancellationToken);
        }, cancellationToken);

    public async Task SaveAsync(
        Guid draftId, DraftPartKind kind, string key, string content, string? seenHash, CancellationToken cancellationToken = default) =>
        await desk.SaveAsync(await AuthorAsync("draft-part.save"), draftId, kind, key, content, seenHash, cancellationToken);

    public async Task RemoveAsync(Guid draftId, DraftPartKind kind, string key, string? seenHash, CancellationToken cancellationToken = default) =>
        await desk.RemoveAsync(await AuthorAsync("draft-part.remove"), draftId, kind, key, seenHash, cancellationToken);

    public async Task RestoreAsync(Guid draftId, DraftPartKind kind, string key, string? seenHash, CancellationToken cancellationToken = default) =>
        await desk.RestoreAsync(await AuthorAsync("draft-part.restore"), draftId, kind, key, seenHash, cancellationToken);

    private Task<OperationRequest> AuthorAsync(string action) => caller.OperationAsync(action);
}
