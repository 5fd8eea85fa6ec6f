namespace Becs.Persistence.Operations;

/// <summary>An operation that committed, and what it answered: a retry gets the same answer.</summary>
internal sealed class OperationRow
{
    public required Guid OperationId { get; init; }

    public required Guid UserId { get; init; }

    public required string Action { get; init; }

    public required string RequestHash { get; init; }

    public required string Status { get; init; }

    public string? ResponseJson { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required Guid SiteId { get; init; }
}
