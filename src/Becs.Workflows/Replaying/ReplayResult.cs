using Becs.Workflows.Definitions;

namespace Becs.Workflows.Replaying;

/// <summary>What a workflow did with a script.</summary>
public sealed record ReplayResult
{
    /// <summary>How it ended.</summary>
    public required ReplayEnd End { get; init; }

    /// <summary>Every step it left, in order, with the outcome; containers are left out.</summary>
    public required IReadOnlyList<WayPoint> Path { get; init; }

    /// <summary>The steps it waits at when it has not ended.</summary>
    public IReadOnlyList<string> WaitsAt { get; init; } = [];

    /// <summary>What the script lacks when it is undecided, as <see cref="StepMeaning"/> names it.</summary>
    public string? Missing { get; init; }

    /// <summary>The step that asked for it, or that faulted.</summary>
    public string? StepId { get; init; }

    /// <summary>Why it faulted.</summary>
    public string? Fault { get; init; }

    /// <summary>The steps that failed as the script said, in order; each was tried again.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>The virtual time at the end (UTC).</summary>
    public required DateTime EndedAt { get; init; }

    /// <summary>Answers nobody asked for.</summary>
    public IReadOnlyList<ReplayAnswer> Unasked { get; init; } = [];

    /// <summary>Whether another run ended alike: the same way to the same end. What was undecided is like nothing.</summary>
    /// <param name="other">The other run.</param>
    public bool IsLike(ReplayResult other) =>
        End != ReplayEnd.Undecided && other.End != ReplayEnd.Undecided && End == other.End
        && Path.Select(p => (p.StepId, p.Outcome)).SequenceEqual(other.Path.Select(p => (p.StepId, p.Outcome)));
}
