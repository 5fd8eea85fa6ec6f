using System.Globalization;

namespace Becs.Domain.Rules;

/// <summary>
/// End of a deferral: the first day on which donation is allowed, or a condition somebody must find met, or never.
/// Ordered: an earlier day before a later day before any condition before permanent.
/// </summary>
public readonly record struct DeferralEnd : IComparable<DeferralEnd>
{
    private DeferralEnd(DateOnly? firstAllowedOn, string? condition)
    {
        FirstAllowedOn = firstAllowedOn;
        Condition = condition;
    }

    /// <summary>First day allowed, local to the site; null when no day is known.</summary>
    public DateOnly? FirstAllowedOn { get; }

    /// <summary>What ends it, such as "well"; null for a day or for never.</summary>
    public string? Condition { get; }

    /// <summary>True when nothing ends it. Also the value of <c>default</c>: an end that was never set does not
    /// end.</summary>
    public bool IsPermanent => FirstAllowedOn is null && Condition is null;

    /// <summary>Never.</summary>
    public static DeferralEnd Permanent { get; }

    /// <summary>Over on this day.</summary>
    public static DeferralEnd On(DateOnly firstAllowed) => new(firstAllowed, null);

    /// <summary>Over when the condition is met.</summary>
    public static DeferralEnd Until(string condition)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(condition);
        return new(null, condition);
    }

    /// <summary>Does it still defer on the day?</summary>
    public bool Defers(DateOnly on) => FirstAllowedOn is not { } first || on < first;

    /// <summary>The later of two; the first when they are equal.</summary>
    public static DeferralEnd Latest(DeferralEnd one, DeferralEnd other) => one.CompareTo(other) >= 0 ? one : other;

    /// <inheritdoc/>
    public int CompareTo(DeferralEnd other)
    {
        var byKind = Kind.CompareTo(other.Kind);
        return byKind != 0 ? byKind : (FirstAllowedOn ?? default).CompareTo(other.FirstAllowedOn ?? default);
    }

    /// <summary>A day in ISO form, "until ..." or "permanent".</summary>
    public override string ToString() => FirstAllowedOn?.ToString("O", CultureInfo.InvariantCulture)
        ?? (Condition is null ? "permanent" : "until " + Condition);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static DeferralEnd Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text == "permanent" ? Permanent
            : text.StartsWith("until ", StringComparison.Ordinal) ? Until(text[6..])
            : On(DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture));
    }

    public static bool operator <(DeferralEnd left, DeferralEnd right) => left.CompareTo(right) < 0;

    public static bool operator <=(DeferralEnd left, DeferralEnd right) => left.CompareTo(right) <= 0;

    public static bool operator >(DeferralEnd left, DeferralEnd right) => left.CompareTo(right) > 0;

    public static bool operator >=(DeferralEnd left, DeferralEnd right) => left.CompareTo(right) >= 0;

    private int Kind => FirstAllowedOn is not null ? 0 : Condition is not null ? 1 : 2;
}
