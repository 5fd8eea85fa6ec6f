using System.Threading.RateLimiting;

namespace Becs.Server.Hosting;

/// <summary>Limits on guessing. Counting is per address on this node; the lock-out of the account counts in the database.</summary>
public static class RateLimits
{
    public const string SignIn = "sign-in";

    /// <summary>Sign-ins one address may try in a minute; a ward behind one address shares it.</summary>
    public const int SignInsPerMinute = 120;

    public static IServiceCollection AddRateLimits(this IServiceCollection services) => services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.OnRejected = async (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = "60";
            await Problems.Of(429, "SRV-429", "Too many sign-ins from this address. Wait a minute.").ExecuteAsync(context.HttpContext);
        };
        limits.AddPolicy(SignIn, http => RateLimitPartition.GetFixedWindowLimiter(
            http.Connection.RemoteIpAddress?.ToString() ?? "local",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = SignInsPerMinute, Window = TimeSpan.FromMinutes(1) }));
    });
}
