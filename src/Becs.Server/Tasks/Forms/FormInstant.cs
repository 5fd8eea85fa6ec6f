using System.Globalization;

namespace Becs.Server.Tasks.Forms;

/// <summary>Times between what people type (the site's clock) and what is stored (UTC, ISO 8601 with Z).</summary>
public static class FormInstant
{
    /// <summary>A wall clock may be this far ahead of the server's before a time counts as the future.</summary>
    public const int MinutesAhead = 2;

    private const string Local = "yyyy-MM-dd'T'HH:mm";

    public static bool TryRead(string? stored, out DateTime instant)
    {
        instant = default;
        if (stored is not { Length: >= 17 } || !stored.EndsWith('Z'))
        {
            return false;
        }

        return DateTime.TryParse(stored, CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out instant);
    }

    /// <summary>
    /// The site's local time as stored. A time the clocks skipped in spring stays as typed and is refused by the rules; the hour that comes
    /// twice in autumn is taken as the first of the two, and the page shows the zone it took.
    /// </summary>
    public static string? FromLocal(string? typed, TimeZoneInfo zone)
    {
        if (string.IsNullOrWhiteSpace(typed)
            || !DateTime.TryParse(typed, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return typed;
        }

        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(local))
        {
            return typed;
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return Store(DateTime.SpecifyKind(local - offset, DateTimeKind.Utc));
    }

    public static string Store(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>For the input control; a value that is no instant is given back as it is.</summary>
    public static string ToLocal(string? stored, TimeZoneInfo zone) => TryRead(stored, out var instant)
        ? TimeZoneInfo.ConvertTimeFromUtc(instant, zone).ToString(Local, CultureInfo.InvariantCulture)
        : stored ?? "";
}
