using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using Becs.Domain.Accounts;
using Microsoft.AspNetCore.DataProtection;

namespace Becs.Server.Accounts;

/// <summary>
/// Bearer tokens for the API: opaque, encrypted under the session keys, valid for an hour of real time and only as long as the account's
/// security stamp is the one of the sign-in.
/// </summary>
public sealed class TokenDesk(IDataProtectionProvider protection)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly IDataProtector _protector = protection.CreateProtector("becs.api-token.v1");

    public IssuedToken Issue(Account account, string sessionId)
    {
        var expiresAt = TimeProvider.System.GetUtcNow().Add(Lifetime).UtcDateTime;
        var ticket = JsonSerializer.SerializeToUtf8Bytes(
            new Ticket(account.Id, account.UserName, account.SecurityStamp, sessionId, expiresAt));
        return new IssuedToken(Convert.ToBase64String(_protector.Protect(ticket)), expiresAt);
    }

    /// <summary>Null when the token is not ours, was changed, or has expired. The stamp is compared when the account is read.</summary>
    public ClaimsPrincipal? Read(string token, string scheme)
    {
        try
        {
            var ticket = JsonSerializer.Deserialize<Ticket>(_protector.Unprotect(Convert.FromBase64String(token)));
            return ticket is null || ticket.ExpiresAt <= TimeProvider.System.GetUtcNow().UtcDateTime
                ? null
                : new ClaimsPrincipal(new ClaimsIdentity(
                    [
                        new Claim(ClaimTypes.NameIdentifier, ticket.UserId.ToString("D")),
                        new Claim(ClaimTypes.Name, ticket.UserName),
                        new Claim(Caller.StampClaim, ticket.Stamp),
                        new Claim(Caller.SessionClaim, ticket.SessionId),
                    ],
                    scheme));
        }
        catch (Exception e) when (e is FormatException or CryptographicException or JsonException)
        {
            return null;
        }
    }

    private sealed record Ticket(Guid UserId, string UserName, string Stamp, string SessionId, DateTime ExpiresAt);
}

/// <param name="AccessToken">To send as <c>Authorization: Bearer …</c>.</param>
/// <param name="ExpiresAt">Real time (UTC) after which a new sign-in is needed.</param>
public sealed record IssuedToken(string AccessToken, DateTime ExpiresAt);
