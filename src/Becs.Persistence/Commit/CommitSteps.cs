namespace Becs.Persistence.Commit;

/// <summary>Points of a commit at which a test can make it fail, in their order.</summary>
public static class CommitSteps
{
    public const string Begin = "begin";
    public const string TransactionOpen = "transaction-open";
    public const string SubjectsLocked = "subjects-locked";
    public const string VersionsCompared = "versions-compared";
    public const string EventsStamped = "events-stamped";
    public const string SignatureStaged = "signature-staged";
    public const string OperationStaged = "operation-staged";
    public const string AuditStaged = "audit-staged";
    public const string RowsSaved = "rows-saved";

    /// <summary>The commit is whole, and nobody has been told.</summary>
    public const string Committed = "committed";

    /// <summary>Steps after which nothing may be left behind.</summary>
    public static readonly IReadOnlyList<string> All =
        [Begin, TransactionOpen, SubjectsLocked, VersionsCompared, EventsStamped, SignatureStaged, OperationStaged, AuditStaged, RowsSaved];
}
