namespace Becs.Workflows.Replaying;

/// <summary>How a replay ended.</summary>
public enum ReplayEnd
{
    /// <summary>The workflow came to its end.</summary>
    Finished,

    /// <summary>Every answer was given and it waits for more.</summary>
    Waiting,

    /// <summary>It asks what the script does not hold.</summary>
    Undecided,

    /// <summary>A burst faulted: an expression failed, a limit was reached.</summary>
    Faulted,
}
