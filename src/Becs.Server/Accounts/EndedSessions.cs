using System.Collections.Concurrent;
using System.Security.Claims;

namespace Becs.Server.Accounts;

/// <summary>
/// Sessions somebody signed out of: a page still open in another tab, and a copy of the cookie, work no more. Kept by the node the browser is bound
/// to, for longer than a page or a cookie lives by itself.
/// </summary>
/// <param name="time">Real time, as sessions end, also when the product's clock is virtual.</param>
public sealed class EndedSessions(TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _ended = new(StringComparer.Ordinal);

    public void End(ClaimsPrincipal? principal)
    {
        var now = time.GetUtcNow();
        foreach (var (old, _) in _ended.Where(e => now - e.Value > Kept))
        {
            _ended.TryRemove(old, out _);
        }

        if (principal?.FindFirstValue(Caller.SessionClaim) is { Length: > 0 } session)
        {
            _ended[session] = now;
        }
    }

    public bool Has(ClaimsPrincipal principal) =>
        principal.FindFirstValue(Caller.SessionClaim) is { } session && _ended.ContainsKey(session);
}
