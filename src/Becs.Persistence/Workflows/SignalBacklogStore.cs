using Becs.Domain.Shared;
using Becs.Persistence.Commit;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Workflows;

internal sealed class SignalBacklogStore(
    BecsDbContext db, Lease lease, SqliteWriteGate gate, IIdGenerator ids, ICurrentOperation current) : ISignalBacklog
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

    public void StageSplit(string signalId, string? correlationId, Guid? siteId, IReadOnlyList<SignalDelivery> deliveries)
    {
        var id = Guid.Parse(signalId);
        db.Remove(db.Set<StimulusRow>().Local.FindEntry(id)?.Entity ?? new StimulusRow { Id = id });
        db.AddRange(deliveries.Select(d => new StimulusRow
        {
            Id = ids.New(),
            Kind = SignalDelivery.Kind,
            CorrelationId = correlationId,
            TargetInstanceId = d.InstanceId,
            Body = StoredJson.Write(d),
            SiteId = siteId ?? current.Context.SiteId.Value,
            CreatedAt = current.Context.NowAt,
        }));
    }

    public async Task<int> ReconsiderKeptAsync(DateTime createdSinceAt, CancellationToken cancellationToken = default)
    {
        using var entered = db.IsPostgres ? null : await gate.EnterAsync(cancellationToken);
        return await db.Set<StimulusRow>().Where(s => s.IsKept && s.CreatedAt >= createdSinceAt)
            .ExecuteUpdateAsync(u => u.SetProperty(s => s.IsKept, false), cancellationToken);
    }

    public Task ReleaseAsync(
        IReadOnlyCollection<string> signalIds, IReadOnlyCollection<string> timerBookmarkIds, CancellationToken cancellationToken = default) =>
        lease.ReleaseAsync([.. signalIds.Select(Guid.Parse)], [.. timerBookmarkIds], cancellationToken);

    public Task ReleaseAllAsync(CancellationToken cancellationToken = default) => lease.ReleaseAllAsync(cancellationToken);
}
