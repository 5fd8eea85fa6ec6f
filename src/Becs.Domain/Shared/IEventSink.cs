using Becs.Contracts;

namespace Becs.Domain.Shared;

/// <summary>Where the domain states its facts. The commit stamps their envelopes and writes them to the outbox; nobody else may publish.</summary>
public interface IEventSink
{
    /// <param name="subject">Record the fact is about; its sequence orders the events.</param>
    /// <param name="fact">The fact, without envelope.</param>
    /// <param name="occurredAt">When it happened (UTC); the operation's instant when null.</param>
    void Raise(SubjectRef subject, BecsEvent fact, DateTime? occurredAt = null);
}
