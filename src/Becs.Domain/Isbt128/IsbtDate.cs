using System.Globalization;
using Becs.Domain.Shared;

namespace Becs.Domain.Isbt128;

/// <summary>
/// Date of structures 004-009: cyyjjj, or cyyjjjhhmm with a time. c = last digit of the century (2026 -> 0), jjj = day
/// of the year. Local to the site that printed it; no zone is on the label. Where only a date applies the time is
/// 23:59.
/// </summary>
public readonly record struct IsbtDate
{
    private const string Field = "date";

    private IsbtDate(DateOnly date, TimeOnly time, bool hasTime)
    {
        Date = date;
        Time = time;
        HasTime = hasTime;
    }

    /// <summary>Local date, 1900-01-01 to 2899-12-31.</summary>
    public DateOnly Date { get; }

    /// <summary>Local time, to the minute; 23:59 when the label carries only a date.</summary>
    public TimeOnly Time { get; }

    /// <summary>True when the label states the time.</summary>
    public bool HasTime { get; }

    /// <summary>A date whose time is the default 23:59.</summary>
    public static IsbtDate FromDate(DateOnly date) => new(InRange(date), new TimeOnly(23, 59), false);

    /// <summary>A date with a time, cut to the minute.</summary>
    public static IsbtDate FromDateTime(DateOnly date, TimeOnly time) =>
        new(InRange(date), new TimeOnly(time.Hour, time.Minute), true);

    /// <summary>Reads cyyjjj (6) or cyyjjjhhmm (10).</summary>
    public static IsbtDate Parse(string text)
    {
        if (text is not { Length: 6 or 10 } || text.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            throw Refused("needs 6 or 10 digits, cyyjjj[hhmm].", text);
        }

        var century = text[0] == '9' ? 1900 : 2000 + ((text[0] - '0') * 100);
        var year = century + Number(text, 1, 2);
        var dayOfYear = Number(text, 3, 3);
        if (dayOfYear < 1 || dayOfYear > (DateTime.IsLeapYear(year) ? 366 : 365))
        {
            throw Refused("has no such day of the year.", text);
        }

        var date = new DateOnly(year, 1, 1).AddDays(dayOfYear - 1);
        if (text.Length == 6)
        {
            return FromDate(date);
        }

        var (hour, minute) = (Number(text, 6, 2), Number(text, 8, 2));
        return hour < 24 && minute < 60
            ? FromDateTime(date, new TimeOnly(hour, minute))
            : throw Refused("has no such time of day.", text);
    }

    /// <summary>The digits on the label, 6 or 10.</summary>
    public override string ToString()
    {
        var digits = string.Create(
            CultureInfo.InvariantCulture, $"{Date.Year / 100 % 10}{Date.Year % 100:00}{Date.DayOfYear:000}");
        return HasTime ? digits + Time.ToString("HHmm", CultureInfo.InvariantCulture) : digits;
    }

    /// <summary>The ten digits with the time, 2359 where only a date applies (structures 005, 007, 009).</summary>
    public string ToStringWithTime() => HasTime ? ToString() : ToString() + "2359";

    private static DateOnly InRange(DateOnly date) => date.Year is >= 1900 and <= 2899
        ? date
        : throw Refused("must lie in 1900 to 2899.", date.ToString("O", CultureInfo.InvariantCulture));

    private static int Number(string text, int start, int length) =>
        int.Parse(text.AsSpan(start, length), NumberStyles.None, CultureInfo.InvariantCulture);

    private static RuleException Refused(string message, string? text) =>
        IsbtError.Refuse(IsbtError.Date, Field, message, text);
}
