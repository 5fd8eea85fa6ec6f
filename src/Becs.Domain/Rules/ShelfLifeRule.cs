using Becs.Domain.Isbt128;

namespace Becs.Domain.Rules;

/// <summary>How long a component lasts from collection, and how it is stored (21 CFR 610.53; domain.md 5.1).</summary>
public sealed record ShelfLifeRule : Rule
{
    /// <summary>Key the product table names, such as RBC-ADDITIVE-42D.</summary>
    public required string Key { get; init; }

    /// <summary>Classes it may be used for.</summary>
    public required IReadOnlyList<ComponentClass> Classes { get; init; }

    /// <summary>How long.</summary>
    public required RuleDuration Lasts { get; init; }

    /// <summary>To the end of a day, or to the minute.</summary>
    public required Dating Dating { get; init; }

    /// <summary>Coldest storage, °C; null = no lower limit (frozen).</summary>
    public decimal? MinC { get; init; }

    /// <summary>Warmest storage, °C.</summary>
    public required decimal MaxC { get; init; }

    /// <inheritdoc/>
    public override string Topic => Key;

    internal override bool Permits => true;

    internal override string? Problem() => ShelfLifeShape.Problem(Lasts, Dating);

    internal override string? LoosenedBy(Rule other) => other is not ShelfLifeRule rule ? null
        : Lasts.IsShorterThan(rule.Lasts) ? $"{rule.Lasts} is longer than {Lasts}"
        : rule.MaxC > MaxC || (MinC is not null && (rule.MinC is null || rule.MinC < MinC))
        ? "its storage range is wider"
        : null;
}

/// <summary>What a modification does to the expiry: never later than any parent (21 CFR 610.50; domain.md
/// 5.2).</summary>
public sealed record ModificationRule : Rule
{
    /// <summary>Key, such as IRRADIATE-RBC.</summary>
    public required string Key { get; init; }

    /// <summary>Classes it is for.</summary>
    public required IReadOnlyList<ComponentClass> Classes { get; init; }

    /// <summary>Limit from the modification; null = the parents' expiry alone.</summary>
    public RuleDuration? Lasts { get; init; }

    /// <summary>To the end of a day, or to the minute.</summary>
    public required Dating Dating { get; init; }

    /// <summary>Latest time from collection at which it may be done; null = any while in date.</summary>
    public RuleDuration? DoneWithin { get; init; }

    /// <summary>What else must be true, for the reader.</summary>
    public string? Conditions { get; init; }

    /// <inheritdoc/>
    public override string Topic => Key;

    internal override bool Permits => true;

    internal override string? Problem() => Lasts is null ? null : ShelfLifeShape.Problem(Lasts, Dating);

    internal override string? LoosenedBy(Rule other) => other is not ModificationRule rule ? null
        : Lasts is not null && (rule.Lasts is null || Lasts.IsShorterThan(rule.Lasts))
        ? $"{rule.Lasts} is longer than {Lasts}"
        : DoneWithin is not null && (rule.DoneWithin is null || DoneWithin.IsShorterThan(rule.DoneWithin))
        ? "may be done later"
        : null;
}

/// <summary>How an expiry is stated.</summary>
public enum Dating
{
    /// <summary>23:59 local on the last day; day 0 is the day of collection.</summary>
    Day,

    /// <summary>Exact, from the minute.</summary>
    Hour,
}

internal static class ShelfLifeShape
{
    internal static string? Problem(RuleDuration lasts, Dating dating) =>
        lasts.Unit is DurationUnit.Permanent or DurationUnit.UntilCondition or DurationUnit.FullDays
            || (dating == Dating.Hour && lasts.Unit != DurationUnit.Hours)
            ? "lasts is hours, days, weeks, months or years; to the minute only in hours"
            : lasts.Problem();
}
