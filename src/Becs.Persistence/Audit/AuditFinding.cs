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

    /// <summary>A line of the anchor file is not genuine, or not where it was written.</summary>
    AnchorChanged,

    /// <summary>The anchor file proves a seal that the database does not have, or has otherwise.</summary>
    AnchorMismatch,

    /// <summary>The database knows of a checkpoint that the anchor file lacks.</summary>
    AnchorMissing,

    /// <summary>A checkpoint in the database is not genuine, or gone while the anchor file has it.</summary>
    CheckpointChanged,

    /// <summary>A record beside the trail (signature, decision, package, account, ...) is not as it was written.</summary>
    RecordChanged,

    /// <summary>A record that the trail names or tells of is gone.</summary>
    RecordMissing,

    /// <summary>A record is not what the trail told of it last: an earlier state was put back.</summary>
    RecordOld,

    /// <summary>A record stands there that the trail never told of, or told the end of.</summary>
    RecordUntold,
}

/// <param name="Kind">What is wrong.</param>
/// <param name="Place">Where: <c>row</c>, <c>commit</c>, <c>seal</c>, <c>checkpoint</c> or <c>anchor</c> and its id.</param>
/// <param name="Detail">What was expected and what was found.</param>
/// <param name="Span">The transactions whose records this puts in doubt; null: it cannot be said which.</param>
public sealed record AuditFinding(AuditBreak Kind, string Place, string Detail, AuditSpan? Span = null);

/// <summary>A range of transactions of the trail.</summary>
/// <param name="From">First transaction number; null: from the first.</param>
/// <param name="Upto">First transaction number behind it; null: to the last.</param>
/// <param name="Commit">Only this commit of them, when genuine rows of it still say what it was about.</param>
public sealed record AuditSpan(long? From, long? Upto, Guid? Commit = null);

/// <param name="Rows">Audit rows read.</param>
/// <param name="Seals">Seals read.</param>
/// <param name="Checkpoints">Lines of the anchor file read.</param>
/// <param name="Findings">Every broken place; empty when the trail is whole.</param>
public sealed record AuditReport(long Rows, long Seals, long Checkpoints, IReadOnlyList<AuditFinding> Findings)
{
    /// <summary>Seal behind which this run began, because an earlier one had come so far; 0: it walked the whole trail.</summary>
    public long AfterSeal { get; init; }

    /// <summary>Number of the last genuine seal seen; null when there is none.</summary>
    public long? Last => LastSeal?.Number;

    /// <summary>True when the run came to the end of the trail, not only of its piece.</summary>
    public bool IsAtEnd { get; init; } = true;

    internal SealRow? LastSeal { get; init; }

    /// <summary>Broken places that the earlier walk had found up to there.</summary>
    public long KnownBroken { get; init; }

    public bool IsWhole => Findings.Count == 0 && KnownBroken == 0;
}
