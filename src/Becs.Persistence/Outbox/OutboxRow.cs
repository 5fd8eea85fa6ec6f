namespace Becs.Persistence.Outbox;

/// <summary>One event on its way to the bus. Its id is the message id; deleted once published.</summary>
internal sealed class OutboxRow
{
    public required Guid Id { get; init; }

    /// <summary>Wire name: namespace and type name of the event.</summary>
    public required string Type { get; init; }

    public required string SubjectKind { get; init; }

    public required Guid SubjectId { get; init; }

    public required long Sequence { get; init; }

    public required string Body { get; init; }

    public required Guid SiteId { get; init; }

    public required DateTime RecordedAt { get; init; }

    /// <summary>By the machine's clock; null while it was never tried.</summary>
    public DateTime? DueAt { get; set; }

    public int Attempts { get; set; }

    /// <summary>Why it was set aside; null while it is to be published.</summary>
    public string? SetAsideReason { get; set; }
}
