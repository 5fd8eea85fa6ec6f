using System.Globalization;

namespace Becs.Server.Shell.Localisation;

/// <summary>Writes instants in a site's time zone, always with the zone's name: two sites of one installation may differ.</summary>
public static class SiteClock
{
    /// <summary>Zones with abbreviations staff know (standard, daylight); others show their offset, which is never ambiguous.</summary>
    private static readonly Dictionary<string, (string Standard, string Daylight)> Names = new(StringComparer.Ordinal)
    {
        ["America/New_York"] = ("EST", "EDT"),
        ["America/Chicago"] = ("CST", "CDT"),
        ["America/Denver"] = ("MST", "MDT"),
        ["America/Phoenix"] = ("MST", "MST"),
        ["America/Los_Angeles"] = ("PST", "PDT"),
        ["America/Anchorage"] = ("AKST", "AKDT"),
        ["America/Toronto"] = ("EST", "EDT"),
        ["Europe/London"] = ("GMT", "BST"),
        ["Europe/Dublin"] = ("GMT", "IST"),
        ["Europe/Berlin"] = ("CET", "CEST"),
        ["Europe/Paris"] = ("CET", "CEST"),
        ["Europe/Zurich"] = ("CET", "CEST"),
        ["Europe/Madrid"] = ("CET", "CEST"),
        ["Europe/Rome"] = ("CET", "CEST"),
        ["Europe/Amsterdam"] = ("CET", "CEST"),
        ["Africa/Johannesburg"] = ("SAST", "SAST"),
        ["Africa/Nairobi"] = ("EAT", "EAT"),
        ["Asia/Tokyo"] = ("JST", "JST"),
    };

    /// <summary>Day, month in letters, year and minute: 10 Jun 2026 14:05 EDT. The month is in letters because 06/10 means two days.</summary>
    public static string Show(DateTime utc, TimeZoneInfo zone) =>
        $"{Local(utc, zone).ToString("d MMM yyyy HH:mm", CultureInfo.CurrentCulture)} {ZoneName(utc, zone)}";

    public static string ShowDay(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>The same instant in UTC, to the second.</summary>
    public static string ShowUtc(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public static DateTime Local(DateTime utc, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone);

    public static string ZoneName(DateTime utc, TimeZoneInfo zone)
    {
        var instant = DateTime.SpecifyKind(utc, DateTimeKind.Utc);
        if (Names.TryGetValue(zone.Id, out var names))
        {
            return zone.IsDaylightSavingTime(instant) ? names.Daylight : names.Standard;
        }

        var offset = zone.GetUtcOffset(instant);
        return offset == TimeSpan.Zero ? "UTC" : $"UTC{(offset < TimeSpan.Zero ? "-" : "+")}{offset:hh\\:mm}";
    }

    /// <summary>The instant (UTC) at which a day begins in a zone; where midnight is skipped, the first time of that day.</summary>
    public static DateTime StartOfDay(this DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(30);
        }

        return TimeZoneInfo.ConvertTimeToUtc(local, zone);
    }

    /// <summary>
    /// The instant (UTC) of a local time. Where the clocks went back it stands for two: the later one when asked for; where they went forward and
    /// it never was, the next that was.
    /// </summary>
    public static DateTime Instant(DateTime local, TimeZoneInfo zone, bool isLatest)
    {
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        var offset = zone.IsAmbiguousTime(local)
            ? (isLatest ? zone.GetAmbiguousTimeOffsets(local).Min() : zone.GetAmbiguousTimeOffsets(local).Max())
            : zone.GetUtcOffset(local);
        return DateTime.SpecifyKind(local - offset, DateTimeKind.Utc);
    }
}
