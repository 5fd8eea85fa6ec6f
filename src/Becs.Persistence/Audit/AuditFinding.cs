namespace Becs.Persistence.Audit;

/// <summary>What is wrong at one place of the audit trail.</summary>
public enum AuditBreak
{
    /// <summary>A row is not as it was written.</summary>
    RowChanged,

    /// <summary>A row of a commit is gone.</summary>
    RowMissing,

    /// <summary>A row was added to a commit.</summary>
    RowAdded,

    /// <summary>A sealed commit is gone as a whole.</summary>
    CommitMissing,

    /// <summary>A commit appeared in a range that was sealed without it.</summary>
    CommitAdded,

    /// <summary>A sealed commit is not what was sealed, though its rows are genuine.</summary>
    CommitChanged,

    /// <summary>A seal is not as it was written.</summary>
    SealChanged,

    /// <summary>The chain of seals does not hold: one is missing, or they changed places.</summary>
    ChainBroken,

    /// <summary>A line of the anchor file is not genuine.</summary>
    AnchorChanged,

    /// <summary>The anchor file proves a seal that the database does not have, or has otherwise.</summary>
    AnchorMismatch,
}

/// <param name="Kind">What is wrong.</param>
/// <param name="Place">Where: <c>row</c>, <c>commit</c>, <c>seal</c> or <c>anchor</c> and its id.</param>
/// <param name="Detail">What was expected and what was found.</param>
public sealed record AuditFinding(AuditBreak Kind, string Place, string Detail);

/// <param name="Rows">Audit rows read.</param>
/// <param name="Seals">Seals read.</param>
/// <param name="Checkpoints">Lines of the anchor file read.</param>
/// <param name="Findings">Every broken place; empty when the trail is whole.</param>
public sealed record AuditReport(long Rows, long Seals, long Checkpoints, IReadOnlyList<AuditFinding> Findings)
{
    public bool IsWhole => Findings.Count == 0;
}
