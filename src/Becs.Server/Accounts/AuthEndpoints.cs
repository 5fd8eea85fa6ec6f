using Becs.Server.ChangeControl;
using Becs.Server.Hosting;
using Becs.Server.Operations;

namespace Becs.Server.Accounts;

internal static class AuthEndpoints
{
    public static void MapAuth(this IEndpointRouteBuilder api)
    {
        api.MapPost("/auth/token", TokenAsync).Validate<TokenRequest>().AllowAnonymous().RequireRateLimiting(RateLimits.SignIn).ServesWhileWaiting()
            .WithTags("auth").WithSummary("Signs in and returns a bearer token.")
            .Produces<IssuedToken>().ProducesProblem(401).ProducesProblem(403).ProducesProblem(423).ProducesProblem(429);
        api.MapGet("/auth/me", (Delegate)MeAsync).RequireAuthorization()
            .WithTags("auth").WithSummary("Who the caller is, with permissions and sites as of now.")
            .Produces<MeView>().ProducesProblem(401);
    }

    private static async Task<IResult> TokenAsync(
        TokenRequest request, SignInDesk desk, TokenDesk tokens, HttpContext http, CancellationToken ct)
    {
        var answer = await desk.SignInAsync(request.UserName, request.Password, request.Totp, http.Workstation(), ct);
        return answer.Verdict switch
        {
            SignInVerdict.SignedIn => Results.Ok(tokens.Issue(answer.Account!, answer.SessionId)),
            SignInVerdict.Locked => Problems.Of(423, "ACC-423", "The account is locked: too many failed attempts, or by an administrator."),
            SignInVerdict.Ended => Problems.Of(403, "ACC-424", "The account has ended. An administrator can set another end."),
            SignInVerdict.TotpNeeded => Problems.Of(401, "ACC-402", "The one-time code of the account's device is needed."),
            _ => Problems.Of(401, "ACC-401", "User name or password is wrong."),
        };
    }

    private static async Task<IResult> MeAsync(HttpContext http) => await http.CallerAsync() is { } caller
        ? Results.Ok(new MeView(caller.UserId, caller.UserName, caller.PrintedName, caller.Permissions.Order(StringComparer.Ordinal).ToList(),
            caller.Site?.Code, caller.Sites.Select(s => s.Code).ToList()))
        : Problems.Of(401, "ACC-405", "The session has ended. Sign in again.");

    private sealed record MeView(
        Guid Id, string UserName, string PrintedName, IReadOnlyList<string> Permissions, string? SiteCode, IReadOnlyList<string> SiteCodes);
}
