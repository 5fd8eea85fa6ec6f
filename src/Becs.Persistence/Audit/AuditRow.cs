namespace Becs.Persistence.Audit;

/// <summary>
/// One line of the audit trail: who, when, where, what, old and new, why, under which signature; and the code (MAC) that shows it is as
/// written. Ids and codes only. Written by the commit, never changed.
/// </summary>
public sealed class AuditRow
{
    public required Guid Id { get; init; }

    /// <summary>UTC, microseconds.</summary>
    public required DateTime RecordedAt { get; init; }

    public required Guid SiteId { get; init; }

    public required string SiteTimeZone { get; init; }

    /// <summary><c>system</c> or <c>virtual</c>: whether the clock could be set by hand.</summary>
    public required string ClockMode { get; init; }

    public required Guid UserId { get; init; }

    public required string UserName { get; init; }

    public required string Workstation { get; init; }

    public required Guid OperationId { get; init; }

    /// <summary>What the person or system was doing, such as <c>task.complete</c>.</summary>
    public required string Action { get; init; }

    public Guid? InstanceId { get; init; }

    public string? PackageHash { get; init; }

    public string? ActivityId { get; init; }

    public required string SubjectKind { get; init; }

    public required Guid SubjectId { get; init; }

    /// <summary>What happened to the record, such as <c>unit.released</c>.</summary>
    public required string What { get; init; }

    public string? Old { get; init; }

    public string? New { get; init; }

    public string? Reason { get; init; }

    public Guid? SignatureId { get; init; }

    public required Guid CommitId { get; init; }

    /// <summary>Place of this row in its commit, from 1.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Rows in that commit: a missing one shows.</summary>
    public required int RowsInCommit { get; init; }

    /// <summary>The database's number of the transaction.</summary>
    public required long TransactionNumber { get; init; }

    /// <summary>Key of the MAC, outside the database.</summary>
    public required string KeyId { get; init; }

    /// <summary>HMAC-SHA256 over all of the above.</summary>
    public byte[] Mac { get; set; } = [];
}
