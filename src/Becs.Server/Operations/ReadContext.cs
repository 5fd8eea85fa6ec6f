using Becs.Domain.Shared;
using Becs.Domain.Sites;
using Becs.Server.Accounts;

namespace Becs.Server.Operations;

/// <summary>What a reading call needs to know of its caller.</summary>
internal static class ReadContext
{
    /// <summary>The caller of a route that asks for a permission; there always is one, at a site.</summary>
    public static async Task<Caller> ReaderAsync(this HttpContext http) =>
        await http.CallerAsync() is { Site: not null } caller ? caller : throw new ForbiddenException("ACC-405", "The session has ended. Sign in again.");

    public static async Task<Site> SiteAsync(this HttpContext http) => (await http.ReaderAsync()).Site!;

    /// <summary>Today where the caller works.</summary>
    public static async Task<DateOnly> SiteTodayAsync(this HttpContext http)
    {
        var site = await http.SiteAsync();
        return http.RequestServices.GetRequiredService<TimeProvider>().UtcNow().LocalDate(site.TimeZone);
    }

    /// <summary>
    /// Lets the domain evaluate something to show, in the request's own scope. Nothing of it can be committed: only OperationRunner commits,
    /// and in scopes of its own.
    /// </summary>
    public static async Task EvaluateOnlyAsync(this HttpContext http, string action, CancellationToken cancellationToken)
    {
        var (context, _, _, _) = await http.RequestServices.GetRequiredService<OperationContexts>().MakeAsync(http.Operation(action), cancellationToken);
        http.RequestServices.GetRequiredService<CurrentOperation>().Set(context);
    }
}
