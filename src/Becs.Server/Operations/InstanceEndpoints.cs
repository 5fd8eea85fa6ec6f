using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Becs.Server.Hosting;
using Becs.Workflows.Journal;
using Becs.Workflows.Storage;

namespace Becs.Server.Operations;

internal static class InstanceEndpoints
{
    public static void MapInstances(this IEndpointRouteBuilder api)
    {
        var instances = api.MapGroup("/workflow-instances").WithTags("workflows").RequirePermission(Permissions.TasksRead)
            .OfSite((sites, id, ct) => sites.OfInstanceAsync(id, ct));
        instances.MapGet("/{id:guid}", async (Guid id, IWorkflowInstances all, IBookmarks bookmarks, CancellationToken ct) =>
            {
                var instance = await FindAsync(id, all, ct);
                var waits = await bookmarks.ListByInstanceAsync(instance.Id, ct);
                return Results.Ok(new InstanceView(
                    instance.Id, instance.DefinitionId, instance.Version, instance.PackageHash, instance.Name, instance.Status.ToString(),
                    instance.SubStatus.ToString(), instance.CorrelationId, instance.ParentInstanceId, instance.CreatedAt, instance.UpdatedAt,
                    instance.FinishedAt, [.. waits.Select(w => new WaitView(w.Bookmark.Id, w.Bookmark.Name, w.Bookmark.ActivityId, w.Bookmark.DueAt))]));
            })
            .WithSummary("A workflow instance: where it stands and what it waits for.").Produces<InstanceView>().ProducesProblem(404);
        instances.MapGet("/{id:guid}/journal", async (
                Guid id, int? after, [AsParameters] Paging paging, IWorkflowInstances all, IJournal journal, CancellationToken ct) =>
            {
                var instance = await FindAsync(id, all, ct);
                var entries = await journal.ReadAsync(instance.Id, after ?? 0, paging.Size, ct);
                return Results.Ok(new JournalPage(entries, entries.Count == paging.Size ? entries[^1].Sequence : null));
            })
            .WithSummary("The history of an instance, one entry per burst; 'after' is the last sequence seen.").Produces<JournalPage>()
            .ProducesProblem(404);
    }

    private static async Task<StoredInstance> FindAsync(Guid id, IWorkflowInstances all, CancellationToken ct) =>
        await all.FindAsync(id.ToString("D"), ct) ?? throw new NotFoundException("WFL-404", $"There is no workflow instance {id:D}.");

    private sealed record InstanceView(
        string Id, string DefinitionId, int Version, string PackageHash, string? Name, string Status, string SubStatus, string? CorrelationId,
        string? ParentInstanceId, DateTime CreatedAt, DateTime UpdatedAt, DateTime? FinishedAt, IReadOnlyList<WaitView> WaitsFor);

    private sealed record WaitView(string BookmarkId, string Name, string ActivityId, DateTime? DueAt);

    /// <param name="Items">Entries in order.</param>
    /// <param name="After">To ask for the next page with; null at the end.</param>
    private sealed record JournalPage(IReadOnlyList<JournalEntry> Items, int? After);
}
