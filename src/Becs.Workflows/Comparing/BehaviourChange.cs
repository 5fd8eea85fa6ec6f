using Becs.Workflows.Definitions;

namespace Becs.Workflows.Comparing;

/// <summary>One difference in behaviour: a kind and what it is about. Sentences are made of both where they are shown.</summary>
public sealed record BehaviourChange
{
    /// <summary>What happened.</summary>
    public required BehaviourChangeKind Kind { get; init; }

    /// <summary>
    /// Where, as a JSON path: within the definition (<c>$.root.activities[3].dueIn</c>), or within the package for forms, tables and pins
    /// (<c>$.forms['review.v1.json'].required</c>). In the older one if the part is gone from the newer.
    /// </summary>
    public required string Path { get; init; }

    /// <summary>The step; null for what belongs to none.</summary>
    public string? StepId { get; init; }

    /// <summary>What is written on the step's box.</summary>
    public string? StepText { get; init; }

    /// <summary>The step's type.</summary>
    public string? StepType { get; init; }

    /// <summary>The part that differs: input, outcome, variable, form, table, activity type or child.</summary>
    public string? Name { get; init; }

    /// <summary>The former value; for an arrow, the id of the step it led to.</summary>
    public string? Before { get; init; }

    /// <summary>The new value; for an arrow, the id of the step it leads to.</summary>
    public string? After { get; init; }

    /// <summary>A shortest way from a start to the step; in the older definition if the step is gone. Empty without a step.</summary>
    public IReadOnlyList<WayPoint> Way { get; init; } = [];

    /// <summary>True when <see cref="Before"/> and <see cref="After"/> are ids of steps an arrow leads to.</summary>
    public bool IsArrow => Kind is BehaviourChangeKind.Rerouted or BehaviourChangeKind.ArrowAdded or BehaviourChangeKind.ArrowRemoved;

    /// <summary>The resource key of its sentence.</summary>
    public string SentenceKey => $"Compare.{Kind}";

    /// <summary>What the sentence speaks of: {0} step, {1} part, {2} former value, {3} new value.</summary>
    public IReadOnlyList<string> Arguments => [StepText ?? StepId ?? "", Name ?? "", Before ?? "", After ?? ""];

    /// <summary>For logs and tests.</summary>
    public override string ToString() => $"{Kind} {StepId}.{Name} {Before} -> {After} at {Path} by {string.Join(' ', Way)}";
}
