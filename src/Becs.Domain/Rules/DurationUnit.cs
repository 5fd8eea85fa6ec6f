namespace Becs.Domain.Rules;

/// <summary>Units of a rule's duration; a week is not 7 "days" to the reader, a month is a calendar month.</summary>
public enum DurationUnit
{
    Hours,
    Days,
    Weeks,

    /// <summary>Calendar months: 30 November + 3 months is 28 (29) February.</summary>
    Months,

    /// <summary>Calendar years: 29 February + 1 year is 28 February.</summary>
    Years,

    /// <summary>Full days between: taken Monday, 2 full days, allowed Thursday.</summary>
    FullDays,

    /// <summary>No end.</summary>
    Permanent,

    /// <summary>Until something is shown, named by the condition; a person with authority ends it.</summary>
    UntilCondition,
}
