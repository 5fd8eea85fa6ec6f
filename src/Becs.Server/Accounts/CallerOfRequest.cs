namespace Becs.Server.Accounts;

public static class CallerOfRequest
{
    /// <summary>Header that names the site a call works at; without it, the first site granted.</summary>
    public const string SiteHeader = "X-Becs-Site";

    /// <summary>Header that names the enrolled device a call comes from.</summary>
    public const string WorkstationHeader = "X-Becs-Workstation";

    private static readonly object Key = new();

    /// <summary>Reads the caller once per request; null when nobody is signed in or the session has ended.</summary>
    public static async Task<Caller?> CallerAsync(this HttpContext http)
    {
        if (http.Items.TryGetValue(Key, out var known))
        {
            return (Caller?)known;
        }

        var caller = http.User.Identity is { IsAuthenticated: true }
            ? await http.RequestServices.GetRequiredService<CallerReader>().ReadAsync(http.User, http.SiteCode(), http.RequestAborted)
            : null;
        http.Items[Key] = caller;
        return caller;
    }

    public static string? SiteCode(this HttpContext http) =>
        http.Request.Headers[SiteHeader].FirstOrDefault() is { Length: > 0 } code ? code : null;
}
