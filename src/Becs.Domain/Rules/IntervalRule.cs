namespace Becs.Domain.Rules;

/// <summary>Shortest wait between donations, counted in local calendar days (domain.md 2.5).</summary>
public sealed record IntervalRule : Rule
{
    /// <summary>Types donated before.</summary>
    public required IReadOnlyList<DonationType> Previous { get; init; }

    /// <summary>Types that must wait.</summary>
    public required IReadOnlyList<DonationType> Next { get; init; }

    /// <summary>How long.</summary>
    public required RuleDuration Wait { get; init; }

    /// <summary>Deferral code.</summary>
    public required string Deferral { get; init; }

    /// <inheritdoc/>
    public override string Topic => "interval";

    internal override string? Problem() => Wait.Problem();

    internal override string? LoosenedBy(Rule other) =>
        other is IntervalRule rule && rule.Previous.Intersect(Previous).Any() && rule.Next.Intersect(Next).Any()
            && rule.Wait.IsShorterThan(Wait)
            ? $"{rule.Wait} is shorter than {Wait}"
            : null;
}

/// <summary>A donation in which at least so many mL of red cells were lost makes the donor wait.</summary>
public sealed record LossIntervalRule : Rule
{
    /// <summary>Smallest loss, mL of red cells.</summary>
    public required int MinLossMl { get; init; }

    /// <summary>How long.</summary>
    public required RuleDuration Wait { get; init; }

    /// <summary>Deferral code.</summary>
    public required string Deferral { get; init; }

    /// <inheritdoc/>
    public override string Topic => "loss-interval";

    internal override string? Problem() => Wait.Problem();

    internal override string? LoosenedBy(Rule other) =>
        other is LossIntervalRule rule && rule.MinLossMl == MinLossMl && rule.Wait.IsShorterThan(Wait)
            ? $"{rule.Wait} is shorter than {Wait}"
            : null;
}

/// <summary>At most so many donations of some types in a rolling window, the new one included.</summary>
public sealed record CountCapRule : Rule
{
    /// <summary>Types counted, and stopped.</summary>
    public required IReadOnlyList<DonationType> Types { get; init; }

    /// <summary>Most donations.</summary>
    public required int Max { get; init; }

    /// <summary>Window that ends on the day of donation.</summary>
    public required RuleDuration Window { get; init; }

    /// <summary>Deferral code.</summary>
    public required string Deferral { get; init; }

    /// <inheritdoc/>
    public override string Topic => "count-cap";

    internal override string? Problem() => Max < 1 ? "max must be 1 or more" : Window.Problem();

    internal override string? LoosenedBy(Rule other) =>
        other is CountCapRule rule && rule.Types.Intersect(Types).Any() && rule.Window == Window && rule.Max > Max
            ? $"{rule.Max} is more than {Max} in {Window}"
            : null;
}

/// <summary>At most so many mL of a substance in a rolling window, the new donation included.</summary>
public sealed record LossCapRule : Rule
{
    /// <summary>What is lost.</summary>
    public required LostSubstance Substance { get; init; }

    /// <summary>Most, mL.</summary>
    public required int MaxMl { get; init; }

    /// <summary>Most for a donor above <see cref="AboveKg"/>; null = no difference.</summary>
    public int? MaxMlAbove { get; init; }

    /// <summary>Weight above which (not at which) <see cref="MaxMlAbove"/> holds, kg.</summary>
    public decimal? AboveKg { get; init; }

    /// <summary>Window that ends on the day of donation.</summary>
    public required RuleDuration Window { get; init; }

    /// <summary>Deferral code.</summary>
    public required string Deferral { get; init; }

    /// <inheritdoc/>
    public override string Topic => "loss-cap:" + Substance;

    internal int LimitMl(int? weightTenthsKg) =>
        MaxMlAbove is { } more && AboveKg is { } above && weightTenthsKg > above * 10 ? more : MaxMl;

    internal override string? Problem() =>
        MaxMl < 1 || (MaxMlAbove is null) != (AboveKg is null) ? "maxMl, or maxMlAbove with aboveKg" : Window.Problem();

    internal override string? LoosenedBy(Rule other) =>
        other is LossCapRule rule && rule.Window == Window
            && (rule.MaxMl > MaxMl || rule.MaxMlAbove > (MaxMlAbove ?? MaxMl))
            ? $"{rule.MaxMl} mL is more than {MaxMl} mL in {Window}"
            : null;
}

/// <summary>What a donor loses.</summary>
public enum LostSubstance
{
    RedCells, Plasma,
}
