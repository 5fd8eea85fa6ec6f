using System.Text.Json;
using Becs.Contracts;
using Becs.Persistence.Mapping;

namespace Becs.Persistence.Outbox;

/// <summary>An event as the relay gets it.</summary>
/// <param name="Id">Id of the event and of the message on the bus.</param>
/// <param name="Type">Wire name.</param>
/// <param name="SubjectKind">Kind of record it is about.</param>
/// <param name="SubjectId">That record.</param>
/// <param name="Sequence">Its place in the record's history.</param>
/// <param name="Body">The event as JSON, envelope included.</param>
/// <param name="RecordedAt">When it was committed (UTC).</param>
/// <param name="Attempts">How often publishing failed.</param>
public sealed record OutboxMessage(
    Guid Id, string Type, string SubjectKind, Guid SubjectId, long Sequence, string Body, DateTime RecordedAt, int Attempts)
{
    /// <summary>The event itself, for a bus that wants objects.</summary>
    /// <exception cref="InvalidOperationException">This build knows no such event: a newer one wrote it.</exception>
    public BecsEvent Read()
    {
        var type = typeof(BecsEvent).Assembly.GetType(Type)
            ?? throw new InvalidOperationException($"This build knows no event {Type}.");
        return (BecsEvent)JsonSerializer.Deserialize(Body, type, StoredJson.Options)!;
    }

    internal static OutboxMessage Of(OutboxRow row) => new(
        row.Id, row.Type, row.SubjectKind, row.SubjectId, row.Sequence, row.Body, row.RecordedAt, row.Attempts);
}
