using Becs.Workflows.Definitions;

namespace Becs.Workflows.Proving;

/// <summary>One reason not to allow a workflow, with the shortest way that shows it.</summary>
public sealed record Violation
{
    /// <summary>Why.</summary>
    public required ViolationKind Kind { get; init; }

    /// <summary>Where in the definition, as a JSON path; in the package for a form.</summary>
    public required string Path { get; init; }

    /// <summary>The obligation; null for a check of the graph itself.</summary>
    public Obligation? Obligation { get; init; }

    /// <summary>The step it is about; for a missing one, null.</summary>
    public string? StepId { get; init; }

    /// <summary>What is written on the step's box.</summary>
    public string? StepText { get; init; }

    /// <summary>The step's type, or the type that is missing.</summary>
    public string? StepType { get; init; }

    /// <summary>The input, outcome, form or field.</summary>
    public string? Name { get; init; }

    /// <summary>What is demanded.</summary>
    public string? Expected { get; init; }

    /// <summary>The child workflow it was found in; null in the workflow itself.</summary>
    public string? Child { get; init; }

    /// <summary>The shortest way from a start that shows it; empty where none is needed.</summary>
    public IReadOnlyList<WayPoint> Way { get; init; } = [];

    /// <summary>The resource key of its sentence.</summary>
    public string SentenceKey => $"Prove.{Kind}";

    /// <summary>What the sentence speaks of: {0} step or form, {1} part, {2} what is demanded.</summary>
    public IReadOnlyList<string> Arguments => [StepText ?? StepId ?? StepType ?? Obligation?.Form ?? "", Name ?? "", Expected ?? ""];

    /// <summary>For logs and tests.</summary>
    public override string ToString() =>
        $"{Kind} {Obligation?.Id} {Child} {StepId} {Name} {Expected} at {Path} by {string.Join(' ', Way)}";
}
