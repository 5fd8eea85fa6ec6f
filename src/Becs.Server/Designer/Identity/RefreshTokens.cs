using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using Becs.Domain.Accounts;
using Becs.Server.Accounts;
using Microsoft.AspNetCore.DataProtection;

namespace Becs.Server.Designer.Identity;

/// <summary>
/// Tokens that get a new access token: opaque, never accepted in its place, good for one working day from the sign-in however often they are
/// used, and no longer than the account's security stamp.
/// </summary>
internal sealed class RefreshTokens(IDataProtectionProvider protection, TokenDesk access)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private readonly IDataProtector _protector = protection.CreateProtector("becs.refresh-token.v1");

    /// <param name="endsAt">When the session ends; null for one that begins now.</param>
    public (string Access, string Refresh) Issue(Account account, string sessionId, DateTime? endsAt)
    {
        var ticket = new Ticket(
            account.Id, account.UserName, account.SecurityStamp, sessionId, endsAt ?? TimeProvider.System.GetUtcNow().Add(Lifetime).UtcDateTime);
        return (access.Issue(account, sessionId).AccessToken,
            Convert.ToBase64String(_protector.Protect(JsonSerializer.SerializeToUtf8Bytes(ticket))));
    }

    /// <summary>Null when it is not ours, was changed, or its session has ended. Whether the account still stands is asked of the database.</summary>
    public Refresh? Read(string token)
    {
        try
        {
            var ticket = JsonSerializer.Deserialize<Ticket>(_protector.Unprotect(Convert.FromBase64String(token)));
            return ticket is null || ticket.EndsAt <= TimeProvider.System.GetUtcNow().UtcDateTime ? null : new Refresh(
                new ClaimsPrincipal(new ClaimsIdentity(
                    [
                        new Claim(ClaimTypes.NameIdentifier, ticket.UserId.ToString("D")),
                        new Claim(ClaimTypes.Name, ticket.UserName),
                        new Claim(Caller.StampClaim, ticket.Stamp),
                        new Claim(Caller.SessionClaim, ticket.SessionId),
                    ],
                    "Refresh")), ticket.EndsAt);
        }
        catch (Exception e) when (e is FormatException or CryptographicException or JsonException)
        {
            return null;
        }
    }

    private sealed record Ticket(Guid UserId, string UserName, string Stamp, string SessionId, DateTime EndsAt);
}

internal sealed record Refresh(ClaimsPrincipal Principal, DateTime EndsAt);
