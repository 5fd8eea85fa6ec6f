namespace Becs.Workflows.Running;

/// <summary>
/// Where workflows may send HTTP requests. An entry is <c>host</c>, <c>host:port</c> (both HTTPS) or, where there is no
/// other way, <c>http://host:port</c>.
/// </summary>
/// <param name="entries">The entries.</param>
public sealed class AllowedHosts(params IEnumerable<string> entries)
{
    private readonly HashSet<string> _origins = entries.Select(Origin).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Nowhere.</summary>
    public static AllowedHosts None { get; } = new();

    /// <summary>Whether a request may go there.</summary>
    /// <param name="url">An absolute URL.</param>
    public bool Allows(Uri url) =>
        url.IsAbsoluteUri && url.UserInfo.Length == 0 && _origins.Contains(url.GetLeftPart(UriPartial.Authority));

    private static string Origin(string entry)
    {
        var text = entry.Contains("://", StringComparison.Ordinal) ? entry : "https://" + entry;
        return Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url.UserInfo.Length == 0
            ? url.GetLeftPart(UriPartial.Authority)
            : throw new ArgumentException($"'{entry}' is no host to send requests to.");
    }
}
