using System.Security.Claims;
using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Domain.Sites;
using Becs.Persistence.Accounts;

namespace Becs.Server.Accounts;

/// <summary>Who calls, as the database says at this moment: never as a cookie, token or circuit remembers.</summary>
public sealed record Caller(
    Guid UserId, string UserName, string PrintedName, IReadOnlySet<string> Permissions, Site? Site, IReadOnlyList<Site> Sites, string SessionId)
{
    /// <summary>Claim that carries the account's security stamp: a session with an older stamp has ended.</summary>
    public const string StampClaim = "becs:stamp";

    /// <summary>Claim that names the sign-in session.</summary>
    public const string SessionClaim = "becs:session";

    /// <summary>The account's roles.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>What the roles grant and the person has no valid training record for.</summary>
    public IReadOnlySet<string> Untrained { get; init; } = new HashSet<string>();

    public bool May(string permission) => Permissions.Contains(permission);

    /// <summary>Why this person may not do what a permission is needed for.</summary>
    public ForbiddenException Refusal(string permission) => Untrained.Contains(permission)
        ? new ForbiddenException("TRN-409", $"This needs training for {permission}: there is no valid record of it. My training shows yours.",
            new Dictionary<string, string> { ["permission"] = permission, ["recordsAt"] = "/training" })
        : new ForbiddenException("ACC-403", $"This needs the permission {permission}.", new Dictionary<string, string> { ["permission"] = permission });

    public static ClaimsPrincipal PrincipalOf(Account account, string sessionId, string scheme) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, account.Id.ToString("D")),
            new Claim(ClaimTypes.Name, account.UserName),
            new Claim(StampClaim, account.SecurityStamp),
            new Claim(SessionClaim, sessionId),
        ],
        scheme));
}

/// <summary>Finds the account behind a principal and the site it works at.</summary>
public sealed class CallerReader(ICallers callers, EndedSessions ended, TimeProvider clock)
{
    /// <param name="principal">From cookie or token.</param>
    /// <param name="siteCode">Site asked for; the first site granted when null.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Null when the session has ended: signed out, or account gone, locked, ended, or changed since the sign-in.</returns>
    /// <exception cref="ForbiddenException">The site asked for is unknown or not granted.</exception>
    public async Task<Caller?> ReadAsync(ClaimsPrincipal principal, string? siteCode, CancellationToken cancellationToken) =>
        UserOf(principal) is { } id
            ? Of(await callers.ReadAsync(id, null, cancellationToken: cancellationToken), principal, siteCode, clock.UtcNow(), ended)
            : null;

    internal static Guid? UserOf(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    /// <inheritdoc cref="ReadAsync" />
    internal static Caller? Of(CallerRecords records, ClaimsPrincipal principal, string? siteCode, DateTime nowAt, EndedSessions ended)
    {
        if (records.Account is not { } account || account.IsBarredAt(nowAt) || account.SecurityStamp != principal.FindFirstValue(Caller.StampClaim) || ended.Has(principal))
        {
            return null;
        }

        var granted = records.Sites.Where(s => account.SiteIds.Contains(s.Id.Value))
            .OrderBy(s => account.SiteIds.ToList().IndexOf(s.Id.Value)).ToList();
        var site = siteCode is null
            ? granted.FirstOrDefault()
            : granted.FirstOrDefault(s => s.Code.Equals(siteCode, StringComparison.OrdinalIgnoreCase))
                ?? throw new ForbiddenException("ACC-403", "The site asked for is unknown or not granted to this account.");
        var (held, untrained) = GatedPermission.On(account.Permissions, account.Gated, nowAt.LocalDate(site?.TimeZone ?? TimeZoneInfo.Utc));
        return new Caller(account.Id, account.UserName, account.PrintedName, held, site, granted, principal.FindFirstValue(Caller.SessionClaim) ?? "")
        {
            Roles = account.Roles,
            Untrained = untrained,
        };
    }
}
