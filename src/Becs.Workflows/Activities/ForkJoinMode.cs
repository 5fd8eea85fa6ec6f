namespace Becs.Workflows;

/// <summary>When a <see cref="Activities.Fork"/> completes.</summary>
public enum ForkJoinMode
{
    /// <summary>When all branches have completed.</summary>
    WaitAll,

    /// <summary>When the first branch has completed; the others are cancelled.</summary>
    WaitAny,
}
