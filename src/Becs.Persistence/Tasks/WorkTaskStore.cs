using Becs.Domain.Shared;
using Becs.Domain.Tasks;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Tasks;

internal sealed class WorkTaskStore(BecsDbContext db, ISubjects subjects) : ITasks
{
    public void Add(WorkTask task)
    {
        // The id is new, so nobody else can have a row for it: it need not be looked for and locked.
        subjects.Create(task.Id.Subject);
        db.Add(task);
    }

    public async Task<WorkTask?> FindAsync(TaskId id, CancellationToken cancellationToken = default) =>
        await db.Set<WorkTask>().FindAsync([id], cancellationToken);

    public async Task<WorkTask?> FindByBookmarkAsync(
        Guid instanceId, string bookmarkId, CancellationToken cancellationToken = default) =>
        (await db.WithStagedAsync<WorkTask>(t => t.InstanceId == instanceId && t.BookmarkId == bookmarkId, cancellationToken))
            .SingleOrDefault();

    public async Task<IReadOnlyList<WorkTask>> OpenOfInstanceAsync(Guid instanceId, CancellationToken cancellationToken = default) =>
        await db.WithStagedAsync<WorkTask>(
            t => t.InstanceId == instanceId && (t.State == TaskState.Open || t.State == TaskState.Claimed), cancellationToken);

    public IReadOnlyList<WorkTask> MadeForInstance(Guid instanceId) =>
    [
        .. db.ChangeTracker.Entries<WorkTask>().Where(e => e.State == EntityState.Added).Select(e => e.Entity)
            .Where(t => t.InstanceId == instanceId && t.IsOpen),
    ];

    public async Task<IReadOnlyList<WorkTask>> CompletedOfInstanceAsync(
        Guid instanceId, CancellationToken cancellationToken = default)
    {
        var done = await db.WithStagedAsync<WorkTask>(
            t => t.InstanceId == instanceId && t.State == TaskState.Completed, cancellationToken);
        return [.. done.OrderBy(t => t.ClosedAt).ThenBy(t => t.Id.Value)];
    }

    public async Task<IReadOnlyList<WorkTask>> DueForEscalationAsync(
        DateTime nowAt, int limit, CancellationToken cancellationToken = default) =>
        await db.Set<WorkTask>().Where(t => t.EscalationAt != null && t.EscalationAt <= nowAt)
            .OrderBy(t => t.EscalationAt).ThenBy(t => t.Id).Take(limit).ToListAsync(cancellationToken);
}
