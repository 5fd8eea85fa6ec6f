namespace Becs.Workflows.Replaying;

/// <summary>A case written down with the way it must take: evidence for one version of a workflow, read by people.</summary>
public sealed record Scenario
{
    /// <summary>Most scenarios one workflow may have.</summary>
    public const int Most = 200;

    /// <summary>Its name, unique in its workflow: small letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>What it shows, in a sentence.</summary>
    public required string Says { get; init; }

    /// <summary>The definition id of the workflow.</summary>
    public required string Workflow { get; init; }

    /// <summary>What happens.</summary>
    public required ReplayScript Script { get; init; }

    /// <summary>Every step that is left, in order, as <c>Step:Outcome</c>.</summary>
    public required IReadOnlyList<string> Path { get; init; }

    /// <summary>How it must end: finished, or waiting.</summary>
    public required ReplayEnd End { get; init; }

    /// <summary>The steps it must wait at.</summary>
    public IReadOnlyList<string> WaitsAt { get; init; } = [];
}
