using Becs.Domain.Tasks;
using Becs.Persistence.Outbox;
using Becs.Persistence.Workflows;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

internal sealed class OperationalReads(ReadDatabase database) : IOperationalReads
{
    public async Task<OperationalCounts> CountAsync(DateTime nowAt, CancellationToken cancellationToken = default)
    {
        await using var db = database.Open();
        var dueAt = await db.Set<TimerRow>().Where(t => t.DueAt <= nowAt).MinAsync(t => (DateTime?)t.DueAt, cancellationToken);
        return new OperationalCounts(
            await db.Set<WorkTask>().LongCountAsync(t => t.State == TaskState.Open || t.State == TaskState.Claimed, cancellationToken),
            await db.Set<OutboxRow>().LongCountAsync(o => o.SetAsideReason == null, cancellationToken),
            await db.Set<OutboxRow>().LongCountAsync(o => o.SetAsideReason != null, cancellationToken),
            await db.Set<StimulusRow>().LongCountAsync(s => !s.IsKept, cancellationToken),
            dueAt is { } due ? (nowAt - due).TotalSeconds : 0,
            await db.Set<IncidentRow>().LongCountAsync(i => i.Resolution == null, cancellationToken));
    }
}
