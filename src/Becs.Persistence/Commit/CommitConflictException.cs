using Becs.Domain.Shared;

namespace Becs.Persistence.Commit;

/// <summary>The database refused the commit because another one came first; nothing was written.</summary>
public sealed class CommitConflictException(string code, string message, string? constraint, bool retryable)
    : ConflictException(code, message, constraint is null
        ? null
        : new Dictionary<string, string> { ["constraint"] = constraint })
{
    /// <summary>Unique constraint or index that was violated; null for a lost update or a lock conflict.</summary>
    public string? Constraint { get; } = constraint;

    /// <summary>True when the same operation, run again from its start, may succeed without anybody deciding anew.</summary>
    public bool Retryable { get; } = retryable;
}
