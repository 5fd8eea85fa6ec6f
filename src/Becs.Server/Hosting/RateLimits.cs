using System.Threading.RateLimiting;

namespace Becs.Server.Hosting;

/// <summary>Limits on guessing and on floods. Counting is per address on this node; the lock-out of the account counts in the database.</summary>
public static class RateLimits
{
    public const string SignIn = "sign-in";

    public const string Designer = "designer";

    /// <summary>Sign-ins one address may try in a minute; a ward behind one address shares it.</summary>
    public const int SignInsPerMinute = 120;

    /// <summary>
    /// Calls to the designer's API one address may make in a minute: an editor makes thirty to open and one or two for each change.
    /// </summary>
    public const int DesignerCallsPerMinute = 6000;

    public static IServiceCollection AddRateLimits(this IServiceCollection services) => services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.OnRejected = async (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = "60";
            await Problems.Of(429, "SRV-429", "Too many calls from this address. Wait a minute.").ExecuteAsync(context.HttpContext);
        };
        limits.AddPolicy(Designer, http => PerMinute(http, DesignerCallsPerMinute));
        limits.AddPolicy(SignIn, http => PerMinute(http, SignInsPerMinute));
    });

    private static RateLimitPartition<string> PerMinute(HttpContext http, int calls) => RateLimitPartition.GetFixedWindowLimiter(
        http.Connection.RemoteIpAddress?.ToString() ?? "local",
        _ => new FixedWindowRateLimiterOptions { PermitLimit = calls, Window = TimeSpan.FromMinutes(1) });
}
