namespace Becs.Contracts;

/// <summary>What every event says about itself, stamped by the commit that wrote it. Holds ids and codes, never personal data.</summary>
/// <param name="EventId">UUIDv7; also the message id on the bus. Consumers drop a second message with the same id.</param>
/// <param name="Type">Wire name of the event: namespace and type name of its record, frozen.</param>
/// <param name="SchemaVersion">Version of the record's shape, from 1. A changed meaning is a new type, not a new version.</param>
/// <param name="SiteId">Site whose operation caused the event.</param>
/// <param name="SubjectKind">Kind of record the event is about, such as <c>donation</c> or <c>unit</c>.</param>
/// <param name="SubjectId">Identity of that record.</param>
/// <param name="SubjectSequence">Position of the event in the history of its subject, from 1 without gaps. A consumer that sees a gap waits for the missing event.</param>
/// <param name="OccurredAt">When it happened in the world (UTC), as claimed and validated.</param>
/// <param name="RecordedAt">When the server recorded it (UTC, microseconds).</param>
/// <param name="OperationId">Operation whose commit wrote the event.</param>
/// <param name="PackageHash">SHA-256 of the signed workflow package under which it happened; null outside a workflow.</param>
/// <param name="InstanceId">Workflow instance in which it happened; null outside a workflow.</param>
/// <param name="CausationId">Message, stimulus or operation that caused this one; null for a person's own action.</param>
/// <param name="CorrelationId">Thread through the whole case, such as the visit a donation came from.</param>
public sealed record EventEnvelope(
    Guid EventId,
    string Type,
    int SchemaVersion,
    Guid SiteId,
    string SubjectKind,
    Guid SubjectId,
    long SubjectSequence,
    DateTime OccurredAt,
    DateTime RecordedAt,
    Guid OperationId,
    string? PackageHash,
    Guid? InstanceId,
    Guid? CausationId,
    string? CorrelationId);
