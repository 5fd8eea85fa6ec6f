using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Becs.Server.ChangeControl;
using Becs.Server.Hosting;
using Becs.Server.Operations;

namespace Becs.Server.Designer.Identity;

/// <summary>
/// Elsa's way to sign in, with our accounts: user name and password for a pair of tokens. Whoever is refused, for whatever reason, gets the
/// same answer; lock-out and audit are those of every sign-in. Accounts with a one-time code send it as <c>totp</c>.
/// </summary>
internal static class IdentityEndpoints
{
    public static void MapIdentity(this RouteGroupBuilder elsa)
    {
        var identity = elsa.MapGroup("/identity").AllowAnonymous().RequireRateLimiting(RateLimits.SignIn).ServesWhileWaiting();
        identity.MapPost("/login", LoginAsync);
        identity.MapPost("/refresh-token", RefreshAsync);
    }

    private static async Task<IResult> LoginAsync(HttpContext http, SignInDesk desk, RefreshTokens tokens, CancellationToken ct)
    {
        var body = await ElsaJson.BodyAsync(http);
        if (body.Text("username") is not { Length: > 0 and <= 100 } name || body.Text("password") is not { Length: > 0 and <= 200 } password)
        {
            return NotAuthenticated;
        }

        var answer = await desk.SignInAsync(name, password, body.Text("totp"), http.Workstation(), ct);
        return answer is { Verdict: SignInVerdict.SignedIn, Account: { } account } ? Tokens(tokens, account, answer.SessionId, null) : NotAuthenticated;
    }

    /// <summary>A new pair for the refresh token sent as bearer, while the account is what it was at the sign-in.</summary>
    private static async Task<IResult> RefreshAsync(
        HttpContext http, RefreshTokens tokens, CallerReader callers, IAccounts accounts, CancellationToken ct)
    {
        var header = http.Request.Headers.Authorization.ToString();
        var refresh = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? tokens.Read(header[7..].Trim()) : null;
        if (refresh is null || await callers.ReadAsync(refresh.Principal, null, ct) is not { } caller
            || await accounts.FindAsync(caller.UserId, ct) is not { } account)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return Problems.Of(401, "ACC-405", "Sign in again: the token is missing, wrong or expired.");
        }

        return Tokens(tokens, account, caller.SessionId, refresh.EndsAt);
    }

    private static IResult NotAuthenticated => ElsaJson.Ok(new { isAuthenticated = false });

    private static IResult Tokens(RefreshTokens tokens, Account account, string sessionId, DateTime? endsAt)
    {
        var (access, refresh) = tokens.Issue(account, sessionId, endsAt);
        return ElsaJson.Ok(new { isAuthenticated = true, accessToken = access, refreshToken = refresh });
    }
}
