using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Workflows;

internal sealed class SignalBacklogStore(BecsDbContext db, Lease lease) : ISignalBacklog
{
    public async Task<bool> HasOpenAsync(DateTime dueAt, CancellationToken cancellationToken = default) =>
        await db.Set<StimulusRow>().AnyAsync(s => !s.IsKept, cancellationToken)
        || await db.Set<TimerRow>().AnyAsync(t => t.DueAt <= dueAt, cancellationToken);

    public async Task<IReadOnlyList<string>> KeptBeforeAsync(
        DateTime createdBeforeAt, int limit, CancellationToken cancellationToken = default)
    {
        var ids = await db.Set<StimulusRow>().Where(s => s.IsKept && s.CreatedAt < createdBeforeAt)
            .OrderBy(s => s.Id).Select(s => s.Id).Take(limit).ToListAsync(cancellationToken);
        return [.. ids.Select(id => id.ToString("D"))];
    }

    public Task ReleaseAllAsync(CancellationToken cancellationToken = default) => lease.ReleaseAllAsync(cancellationToken);
}
