namespace Becs.Domain.Rules;

/// <summary>A duration as a rule states it: number and unit, so that 8 weeks, 56 days and 2 months stay what they
/// are.</summary>
/// <param name="Unit">Unit.</param>
/// <param name="N">How many; 0 for permanent and for a condition.</param>
/// <param name="Condition">What ends it, for <see cref="DurationUnit.UntilCondition"/> only.</param>
public sealed record RuleDuration(DurationUnit Unit, int N = 0, string? Condition = null)
{
    // Long enough to meet every month length and a leap day, from every start day.
    private static readonly DateOnly _firstReferenceDay = new(2027, 1, 1);
    private const int ReferenceDays = 1461;

    /// <summary>First day allowed after an event on the local day <paramref name="from"/>. The day of the event is day
    /// 0.
    /// </summary>
    public DeferralEnd After(DateOnly from) => Unit switch
    {
        DurationUnit.Permanent => DeferralEnd.Permanent,
        DurationUnit.UntilCondition => DeferralEnd.Until(Condition!),
        _ => DeferralEnd.On(AddTo(from)),
    };

    /// <summary>The day plus a dated duration. Hours count as started days: a day rule never ends early.</summary>
    public DateOnly AddTo(DateOnly from) => Unit switch
    {
        DurationUnit.Hours => from.AddDays((N + 23) / 24),
        DurationUnit.Days => from.AddDays(N),
        DurationUnit.Weeks => from.AddDays(7 * N),
        DurationUnit.Months => from.AddMonths(N),
        DurationUnit.Years => from.AddYears(N),
        DurationUnit.FullDays => from.AddDays(N + 1),
        _ => throw new InvalidOperationException($"{this} has no date."),
    };

    /// <summary>The start of the window of this length that ends on the day: the last day outside it.</summary>
    public DateOnly Before(DateOnly to) => Unit switch
    {
        DurationUnit.Days => to.AddDays(-N),
        DurationUnit.Weeks => to.AddDays(-7 * N),
        DurationUnit.Months => to.AddMonths(-N),
        DurationUnit.Years => to.AddYears(-N),
        _ => throw new InvalidOperationException($"{this} is no window."),
    };

    /// <summary>True when from at least one start day this ends before the other would.</summary>
    public bool IsShorterThan(RuleDuration other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (Unit == DurationUnit.Hours && other.Unit == DurationUnit.Hours)
        {
            return N < other.N;
        }

        return Enumerable.Range(0, ReferenceDays).Select(_firstReferenceDay.AddDays)
            .Any(d => After(d) < other.After(d));
    }

    /// <summary>Null, or what is wrong with the row.</summary>
    internal string? Problem() => Unit switch
    {
        DurationUnit.Permanent => N == 0 && Condition is null ? null : "permanent takes no number",
        DurationUnit.UntilCondition => N == 0 && !string.IsNullOrWhiteSpace(Condition) ? null : "needs a condition",
        _ => N is >= 0 and <= 36_600 && Condition is null ? null : "needs a number from 0 to 36600 and no condition",
    };

    /// <summary>56 days, permanent, until well.</summary>
    public override string ToString() => Unit switch
    {
        DurationUnit.Permanent => "permanent",
        DurationUnit.UntilCondition => "until " + Condition,
        _ => FormattableString.Invariant($"{N} {Unit}"),
    };
}
