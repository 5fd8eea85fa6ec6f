using Becs.Workflows.Storage;
using Becs.Workflows.Timers;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Workflows;

internal sealed class TimerStore(BecsDbContext db, Lease lease) : ITimers, IDueTimers
{
    public async ValueTask<IReadOnlyList<StoredTimer>> TakeDueAsync(
        DateTime nowUtc, int limit, CancellationToken cancellationToken = default)
    {
        var taken = await lease.TakeAsync<TimerRow>(
            "timers", "bookmark_id", "due_at <= {3}", "due_at, bookmark_id", LeaseTimes.Hold, nowUtc, limit, cancellationToken);
        return [.. taken.OrderBy(t => t.DueAt).ThenBy(t => t.BookmarkId, StringComparer.Ordinal)
            .Select(t => new StoredTimer(t.InstanceId.ToString("D"), t.BookmarkId, t.DueAt))];
    }

    public void StageAdd(string instanceId, IReadOnlyList<WorkflowTimer> timers) => db.AddRange(timers.Select(t => new TimerRow
    {
        BookmarkId = t.BookmarkId,
        InstanceId = Guid.Parse(instanceId),
        ActivityId = t.ActivityId,
        DueAt = t.DueAt,
    }));

    public void StageCancel(string instanceId, IReadOnlyList<string> bookmarkIds)
    {
        foreach (var id in bookmarkIds)
        {
            db.Remove(db.Set<TimerRow>().Local.FindEntry(id)?.Entity ?? new TimerRow { BookmarkId = id });
        }
    }

    public async Task<DateTime?> NextDueAsync(CancellationToken cancellationToken = default) =>
        await db.Set<TimerRow>().OrderBy(t => t.DueAt).Select(t => (DateTime?)t.DueAt).FirstOrDefaultAsync(cancellationToken);

    public async Task<IReadOnlyList<string>> OfInstanceAsync(Guid instanceId, CancellationToken cancellationToken = default) =>
        await db.Set<TimerRow>().Where(t => t.InstanceId == instanceId).Select(t => t.BookmarkId).ToListAsync(cancellationToken);
}
