using Becs.Contracts;
using Becs.Domain.Shared;
using Becs.Persistence.Mapping;

namespace Becs.Persistence.Outbox;

/// <summary>Collects the facts of one operation; the commit stamps them and writes them to the outbox.</summary>
internal sealed class EventSink : IEventSink
{
    private readonly List<RaisedEvent> _raised = [];

    public IReadOnlyList<RaisedEvent> Raised => _raised;

    public void Raise(SubjectRef subject, BecsEvent fact, DateTime? occurredAt = null) =>
        _raised.Add(new RaisedEvent(subject, fact, occurredAt));

    /// <summary>The outbox row of a fact, its envelope filled in.</summary>
    public static OutboxRow Stamp(RaisedEvent raised, long sequence, Guid eventId, OperationContext operation)
    {
        var type = raised.Fact.GetType();
        var envelope = new EventEnvelope(
            eventId,
            type.FullName!,
            1,
            operation.SiteId.Value,
            raised.Subject.Kind,
            raised.Subject.Id,
            sequence,
            raised.OccurredAt ?? operation.NowAt,
            operation.NowAt,
            operation.OperationId,
            operation.PackageHash,
            operation.InstanceId,
            operation.CausationId,
            operation.CorrelationId);
        var fact = raised.Fact with { Envelope = envelope };
        return new OutboxRow
        {
            Id = eventId,
            Type = envelope.Type,
            SubjectKind = raised.Subject.Kind,
            SubjectId = raised.Subject.Id,
            Sequence = sequence,
            Body = System.Text.Json.JsonSerializer.Serialize(fact, type, StoredJson.Options),
            SiteId = envelope.SiteId,
            RecordedAt = operation.NowAt,
        };
    }
}

/// <param name="Subject">Record the fact is about.</param>
/// <param name="Fact">The fact, still without envelope.</param>
/// <param name="OccurredAt">When it happened, if not at the operation's instant.</param>
internal sealed record RaisedEvent(SubjectRef Subject, BecsEvent Fact, DateTime? OccurredAt);
