using Becs.Domain.Shared;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Becs.Server.Accounts;

/// <summary>Answers a program that is not let in with ProblemDetails, and records in the audit that a known person tried.</summary>
internal sealed class DenialWriter : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _otherwise = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext http, AuthorizationPolicy policy, PolicyAuthorizationResult result)
    {
        if (result.Succeeded || !http.Request.IsForProgram())
        {
            await _otherwise.HandleAsync(next, http, policy, result);
            return;
        }

        var caller = await KnownCallerAsync(http);
        if (result.Challenged || caller is null)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            await Problems.Of(401, "ACC-405", "Sign in first: the token is missing, wrong, expired or its session has ended.").ExecuteAsync(http);
            return;
        }

        var reason = result.AuthorizationFailure?.FailureReasons.FirstOrDefault()?.Message ?? "This account may not do that.";
        var isUntrained = http.GetEndpoint()?.Metadata.GetOrderedMetadata<RequirePermissionAttribute>().Any(a => !caller.May(a.Permission) && caller.Untrained.Contains(a.Permission));
        var code = isUntrained == true ? "TRN-409" : "ACC-403";
        await http.RequestServices.GetRequiredService<RefusalLog>().RecordAsync(
            http.Operation("request.denied"), new ForbiddenException(code, reason), http.RequestAborted);
        await Problems.Of(403, code, reason).ExecuteAsync(http);
    }

    /// <summary>A wrong site header must not hide who asked: the person is read without it.</summary>
    private static async Task<Caller?> KnownCallerAsync(HttpContext http) => http.User.Identity is { IsAuthenticated: true }
        ? await http.RequestServices.GetRequiredService<CallerReader>().ReadAsync(http.User, null, http.RequestAborted)
        : null;
}
