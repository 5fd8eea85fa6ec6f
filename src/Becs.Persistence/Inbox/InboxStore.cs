using Becs.Domain.Shared;
using Becs.Persistence.Mapping;
using Becs.Persistence.Workflows;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Inbox;

internal sealed class InboxStore(BecsDbContext db, IIdGenerator ids, ICurrentOperation current) : IInbox
{
    public async Task<string?> FindAsync(Guid signalId, CancellationToken cancellationToken = default) =>
        await db.Set<InboxRow>().Where(m => m.Id == signalId).Select(m => m.ContentHash).SingleOrDefaultAsync(cancellationToken);

    public void StageReceive(ReceivedSignal signal, string contentHash)
    {
        db.Add(new InboxRow
        {
            Id = signal.SignalId,
            Name = signal.Name,
            SubjectId = signal.SubjectId,
            ContentHash = contentHash,
            ReceivedAt = current.Context.NowAt,
        });
        Add(ReceivedSignal.Kind, signal.Name, signal.SubjectId, StoredJson.Write(signal));
    }

    public void StageLook(string name, Guid subjectId) => Add(ReceivedSignal.LookKind, name, subjectId, "{}");

    public async Task StageLookedAsync(string lookId, string name, string subjectId, CancellationToken cancellationToken = default)
    {
        var kept = await db.Set<StimulusRow>()
            .Where(s => s.IsKept && s.Name == name && s.CorrelationId == subjectId && s.Kind == ReceivedSignal.Kind)
            .ToListAsync(cancellationToken);
        foreach (var row in kept)
        {
            (row.IsKept, row.TakenUntilAt) = (false, null);
        }

        db.Remove(new StimulusRow { Id = Guid.Parse(lookId) });
    }

    public void StageEventLook(string instanceId, string eventName, string? correlationId) =>
        Add(EventLook.Kind, eventName, correlationId, "{}", Guid.Parse(instanceId));

    private void Add(string kind, string name, Guid subjectId, string body) => Add(kind, name, subjectId.ToString("D"), body, null);

    private void Add(string kind, string name, string? correlationId, string body, Guid? target) => db.Add(new StimulusRow
    {
        Id = ids.New(),
        Kind = kind,
        Name = name,
        CorrelationId = correlationId,
        TargetInstanceId = target,
        Body = body,
        SiteId = current.Context.SiteId.Value,
        CreatedAt = current.Context.NowAt,
    });
}
