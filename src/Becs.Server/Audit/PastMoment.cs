using System.Globalization;

namespace Becs.Server.Audit;

/// <summary>A moment in an address: UTC, to the microsecond.</summary>
public static class PastMoment
{
    public static string Url(string page, DateTime at) => $"{page}?time={Text(at)}";

    public static string Text(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    public static DateTime? Read(string? text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
