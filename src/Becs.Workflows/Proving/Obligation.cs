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

    /// <summary>For <see cref="ObligationKind.Form"/>: the one condition under which such a field may be asked; any other field of those is always asked.</summary>
    public IReadOnlyDictionary<string, System.Text.Json.JsonElement> ShownIf { get; init; } = new Dictionary<string, System.Text.Json.JsonElement>();

    /// <summary>For <see cref="ObligationKind.Form"/>: the values such a field must offer, so that no answer is given by the form.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Offers { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>For <see cref="ObligationKind.Form"/>: the fields that are only confirmed: of no other may the form allow one answer only.</summary>
    public IReadOnlyList<string> Confirms { get; init; } = [];

    /// <summary>For <see cref="ObligationKind.Form"/>: the lowest and the highest number such a field must take, so that what was measured can be recorded.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Spans { get; init; } = new Dictionary<string, IReadOnlyList<double>>();

    /// <summary>For <see cref="ObligationKind.Form"/>: the fields that are scanned, each with the structure that is read; empty for any.</summary>
    public IReadOnlyDictionary<string, string> Scans { get; init; } = new Dictionary<string, string>();

    /// <summary>For <see cref="ObligationKind.Form"/>: the answers that may be given without filling it in.</summary>
    public IReadOnlyList<string> SkipFor { get; init; } = [];
}
