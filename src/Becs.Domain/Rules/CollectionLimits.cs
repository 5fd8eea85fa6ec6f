namespace Becs.Domain.Rules;

/// <summary>Volume limits of a draw (domain.md 2.6). Weights in kg, volumes in mL.</summary>
public sealed record DrawRule : Rule
{
    /// <summary>Most, per kg of body weight, samples included.</summary>
    public decimal? MaxMlPerKg { get; init; }

    /// <summary>Nominal bag volumes the tolerance is about.</summary>
    public IReadOnlyList<int>? NominalMl { get; init; }

    /// <summary>Tolerance around the nominal volume, per cent.</summary>
    public int? TolerancePercent { get; init; }

    /// <summary>Most by weight class, lightest first.</summary>
    public IReadOnlyList<WeightClass>? WeightClasses { get; init; }

    /// <inheritdoc/>
    public override string Topic => "draw";

    internal override string? Problem() => (NominalMl is null) != (TolerancePercent is null)
        ? "nominalMl and tolerancePercent go together"
        : MaxMlPerKg is null && NominalMl is null && WeightClasses is null ? "states no limit" : null;

    internal override string? LoosenedBy(Rule other) => other is not DrawRule rule ? null
        : rule.MaxMlPerKg > MaxMlPerKg ? $"{rule.MaxMlPerKg} mL/kg is more than {MaxMlPerKg}"
        : rule.TolerancePercent > TolerancePercent ? $"{rule.TolerancePercent} % is more than {TolerancePercent} %"
        : rule.WeightClasses is { } theirs && WeightClasses is { } ours
        && theirs.Any(t => t.MaxMl > MaxAt(ours, t.FromKg))
            ? "a weight class allows more"
            : null;

    internal static int? MaxAt(IReadOnlyList<WeightClass> classes, decimal kg) =>
        classes.Where(c => c.FromKg <= kg).OrderBy(c => c.FromKg).LastOrDefault()?.MaxMl;
}

/// <summary>Donors from this weight on: at most so much.</summary>
public sealed record WeightClass(decimal FromKg, int MaxMl);

/// <summary>A bleed longer than this spoils some products.</summary>
public sealed record BleedTimeRule : Rule
{
    /// <summary>Longest, minutes, inclusive.</summary>
    public required int MaxMinutes { get; init; }

    /// <summary>Classes not to be made after a longer bleed.</summary>
    public required IReadOnlyList<Isbt128.ComponentClass> Classes { get; init; }

    /// <inheritdoc/>
    public override string Topic => "bleed-time";

    internal override string? LoosenedBy(Rule other) => other is BleedTimeRule rule
        && rule.MaxMinutes > MaxMinutes && rule.Classes.Intersect(Classes).Any()
        ? $"{rule.MaxMinutes} is more than {MaxMinutes} minutes"
        : null;
}

/// <summary>A processing step that must be finished within a time of the draw (domain.md 3).</summary>
public sealed record ProcessTimeRule : Rule
{
    /// <summary>Step, such as FREEZE-FFP.</summary>
    public required string Process { get; init; }

    /// <summary>Longest time from the end of the draw, hours.</summary>
    public required RuleDuration Within { get; init; }

    /// <inheritdoc/>
    public override string Topic => Process;

    internal override string? Problem() => Within.Unit == DurationUnit.Hours ? Within.Problem() : "is stated in hours";

    internal override string? LoosenedBy(Rule other) =>
        other is ProcessTimeRule rule && Within.IsShorterThan(rule.Within)
            ? $"{rule.Within} is longer than {Within}" : null;
}
