using Becs.Domain.Shared;
using Becs.Workflows.Running;
using Becs.Workflows.State;
using Becs.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Workflows;

internal sealed class StimulusStore(BecsDbContext db, Lease lease, IIdGenerator ids, ICurrentOperation current) : IStimuli
{
    public void StageAdd(string sourceInstanceId, IReadOnlyList<OutgoingStimulus> stimuli)
    {
        var operation = current.Context;
        foreach (var stimulus in stimuli)
        {
            var (kind, body) = StimulusSerializer.Serialize(stimulus);
            var (name, correlationId, target) = stimulus switch
            {
                OutgoingStimulus.PublishEvent e => (e.EventName, e.CorrelationId, e.TargetInstanceId),
                OutgoingStimulus.StartChild c => (null, c.CorrelationId, c.ChildInstanceId),
                OutgoingStimulus.ChildFinished f => (null, null, f.ParentInstanceId),
                OutgoingStimulus.HttpRequested => (null, null, sourceInstanceId),
                _ => ((string?)null, (string?)null, (string?)null),
            };
            db.Add(new StimulusRow
            {
                Id = ids.New(),
                Kind = kind,
                Name = name,
                CorrelationId = correlationId,
                TargetInstanceId = target is null ? null : Guid.Parse(target),
                SourceInstanceId = Guid.TryParse(sourceInstanceId, out var source) ? source : null,
                Body = body,
                SiteId = operation.SiteId.Value,
                CreatedAt = operation.NowAt,
            });
        }
    }

    public ValueTask<IReadOnlyList<StoredStimulus>> TakeAsync(int limit, CancellationToken cancellationToken = default) =>
        TakeAsync($"NOT is_kept AND kind <> '{nameof(OutgoingStimulus.HttpRequested)}'", LeaseTimes.Hold, limit, cancellationToken);

    public ValueTask<IReadOnlyList<StoredStimulus>> TakeRequestsAsync(int limit, CancellationToken cancellationToken = default) =>
        TakeAsync($"kind = '{nameof(OutgoingStimulus.HttpRequested)}'", LeaseTimes.RequestHold, limit, cancellationToken);

    public async ValueTask<IReadOnlyList<StoredStimulus>> FindKeptAsync(
        string eventName, string? correlationId, CancellationToken cancellationToken = default)
    {
        var kept = await db.Set<StimulusRow>().AsNoTracking()
            .Where(s => s.IsKept && s.Kind == nameof(OutgoingStimulus.PublishEvent) && s.Name == eventName
                && (correlationId == null || s.CorrelationId == correlationId))
            .OrderBy(s => s.Id).ToListAsync(cancellationToken);
        return [.. kept.Select(Of)];
    }

    public void StageKeep(string stimulusId)
    {
        var row = Row(stimulusId);
        if (db.Entry(row).State == EntityState.Detached)
        {
            db.Attach(row);
        }

        row.IsKept = true;
    }

    public void StageDelivered(string stimulusId) => db.Remove(Row(stimulusId));

    private async ValueTask<IReadOnlyList<StoredStimulus>> TakeAsync(
        string condition, TimeSpan hold, int limit, CancellationToken cancellationToken)
    {
        var taken = await lease.TakeAsync<StimulusRow>("stimuli", "id", condition, "id", hold, null, limit, cancellationToken);
        return [.. taken.OrderBy(s => s.Id).Select(Of)];
    }

    private StimulusRow Row(string stimulusId)
    {
        var id = Guid.Parse(stimulusId);
        return db.Set<StimulusRow>().Local.FindEntry(id)?.Entity ?? new StimulusRow { Id = id };
    }

    private static StoredStimulus Of(StimulusRow row) => new(
        row.Id.ToString("D"), row.Kind, row.Name, row.CorrelationId, row.TargetInstanceId?.ToString("D"), row.Body, row.CreatedAt);
}
