namespace Becs.Workflows.State;

/// <summary>A running execution between bursts.</summary>
public sealed class ActivityExecutionState
{
    /// <summary>The execution.</summary>
    public required string Id { get; init; }

    /// <summary>The activity.</summary>
    public required string ActivityId { get; init; }

    /// <summary>The execution of its parent; null for the root.</summary>
    public string? ParentId { get; init; }

    /// <summary>When it began (UTC).</summary>
    public DateTime StartedAt { get; init; }

    /// <summary>The parent's method to call on completion.</summary>
    public string? CompletionCallback { get; init; }

    /// <summary>What it keeps.</summary>
    public IReadOnlyDictionary<string, object?>? Properties { get; init; }

    /// <summary>Variables of this execution alone, by name.</summary>
    public IReadOnlyDictionary<string, object?>? Locals { get; init; }

    /// <summary>The joins its token has passed, by activity id, and when.</summary>
    public IReadOnlyDictionary<string, int>? Lineage { get; init; }

    /// <summary>A flowchart: how often a join was fired; null for others.</summary>
    public int? FlowFired { get; init; }

    /// <summary>A flowchart: tokens waiting at joins.</summary>
    public IReadOnlyList<WaitingTokenState>? Waiting { get; init; }
}

/// <summary>Tokens waiting at a join between bursts.</summary>
/// <param name="ActivityId">The join.</param>
/// <param name="Lineage">The joins they have passed, by activity id, and when.</param>
/// <param name="LoopFrom">For tokens that came round a loop: when the join was last fired; otherwise 0.</param>
public sealed record WaitingTokenState(string ActivityId, IReadOnlyDictionary<string, int>? Lineage, int LoopFrom);
