namespace Becs.Domain.Rules;

/// <summary>Instants and local days of a site.</summary>
public static class LocalTime
{
    private const int LongestGapMinutes = 24 * 60;

    /// <summary>The local day of a UTC instant.</summary>
    public static DateOnly DayOf(DateTime utc, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utc, zone));

    /// <summary>
    /// The UTC instant of a local time. A time that occurs twice (clocks go back) is the first of the two; one that
    /// does not occur (clocks go forward) is the last minute before the gap: for an expiry, always the earlier.
    /// </summary>
    public static DateTime ToUtc(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var local = day.ToDateTime(time, DateTimeKind.Unspecified);
        for (var minutes = 0; zone.IsInvalidTime(local) && minutes < LongestGapMinutes; minutes++)
        {
            local = local.AddMinutes(-1);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return DateTime.SpecifyKind(local - offset, DateTimeKind.Utc);
    }
}
