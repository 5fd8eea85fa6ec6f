using Becs.Domain.Shared;
using Becs.Persistence.Setup;
using Becs.Server.Accounts;
using Becs.Server.ChangeControl;

namespace Becs.Server.Hosting;

/// <summary>What is wrong with this node although it runs; readiness reports it.</summary>
public sealed class HealthLog
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> _problems = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Problems => _problems;

    public void Report(string part, string problem) => _problems[part] = problem;

    public void Clear(string part) => _problems.TryRemove(part, out _);
}

internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Results.Ok(new { status = "live" })).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/health/ready", ReadyAsync).AllowAnonymous().ExcludeFromDescription();
        var metrics = app.MapPrometheusScrapingEndpoint("/metrics");
        metrics.LimitToOperators();
        metrics.Add(scrape =>
        {
            var next = scrape.RequestDelegate!;
            scrape.RequestDelegate = async http =>
            {
                await http.RequestServices.GetRequiredService<WaitingGauges>().RefreshAsync(http.RequestAborted);
                await next(http);
            };
        });
    }

    private static async Task<IResult> ReadyAsync(DatabaseSetup database, PlatformGate gate, HealthLog log, CancellationToken ct)
    {
        var problems = new SortedDictionary<string, string>(log.Problems.ToDictionary(), StringComparer.Ordinal);
        try
        {
            if (!await database.IsCurrentAsync(ct))
            {
                problems["database"] = "not reachable, or a migration is outstanding";
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            problems["database"] = e.GetType().Name;
        }

        if (gate.Reason is { } reason)
        {
            problems["platform"] = reason;
        }

        return problems.ContainsKey("database") || !gate.Serves
            ? Results.Json(new { status = "not-ready", problems }, statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Ok(new { status = problems.Count == 0 ? "ready" : "degraded", problems });
    }

    /// <summary>Scrapers on this machine need no account; others need the permission to operate the system.</summary>
    private static void LimitToOperators(this IEndpointConventionBuilder metrics) =>
        metrics.RequireAuthorization(policy => policy.AddRequirements(new LoopbackOrPermission(Permissions.SystemOperate)));
}
