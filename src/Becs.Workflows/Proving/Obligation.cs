namespace Becs.Workflows.Proving;

/// <summary>Something every version of a workflow must keep, as data with its source. Not editable on a site.</summary>
public sealed record Obligation
{
    /// <summary>Its stable id, such as <c>release-verified</c>.</summary>
    public required string Id { get; init; }

    /// <summary>One sentence: what must hold.</summary>
    public required string Says { get; init; }

    /// <summary>Where it comes from: law, standard, blocker.</summary>
    public required IReadOnlyList<string> Cites { get; init; }

    /// <summary>What it demands.</summary>
    public required ObligationKind Kind { get; init; }

    /// <summary>The definitions that must have the gate (or the form): without it they are refused.</summary>
    public IReadOnlyList<string> PresentIn { get; init; } = [];

    /// <summary>The step it is about. Its <see cref="StepPattern.Where"/> selects, its <see cref="StepPattern.OtherThan"/> is demanded.</summary>
    public StepPattern? Gate { get; init; }

    /// <summary>What the inputs of the gate itself must be.</summary>
    public IReadOnlyList<InputCondition> Must { get; init; } = [];

    /// <summary>The required step, in any of these ways.</summary>
    public IReadOnlyList<StepPattern> AnyOf { get; init; } = [];

    /// <summary>What makes the required step necessary again.</summary>
    public IReadOnlyList<StepPattern> Since { get; init; } = [];

    /// <summary>For <see cref="ObligationKind.After"/>: whether it is enough that the required step was done before the gate.</summary>
    public bool OrEarlier { get; init; }

    /// <summary>For <see cref="ObligationKind.Unhindered"/>: what may be waited for on the way.</summary>
    public IReadOnlyList<StepPattern> Through { get; init; } = [];

    /// <summary>For <see cref="ObligationKind.Form"/>: the form, such as <c>verify-label</c>; every version of it in the package is meant.</summary>
    public string? Form { get; init; }

    /// <summary>For <see cref="ObligationKind.Form"/>: fields that must be there and required.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>For <see cref="ObligationKind.Form"/>: the answers that may be given without filling it in.</summary>
    public IReadOnlyList<string> SkipFor { get; init; } = [];
}
