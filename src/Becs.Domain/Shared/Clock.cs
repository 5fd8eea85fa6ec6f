namespace Becs.Domain.Shared;

/// <summary>Reads the injected clock in the form all records use: UTC, whole microseconds.</summary>
public static class Clock
{
    public static DateTime UtcNow(this TimeProvider clock) => clock.GetUtcNow().UtcDateTime.ToMicroseconds();

    /// <summary>Drops what is finer than a microsecond, the precision every database here keeps.</summary>
    public static DateTime ToMicroseconds(this DateTime value) =>
        new(value.Ticks - (value.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);

    /// <summary>Calendar day of an instant in a site's time zone: day rules (intervals, ages, expiry) count these.</summary>
    public static DateOnly LocalDate(this DateTime utc, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utc, zone));
}
