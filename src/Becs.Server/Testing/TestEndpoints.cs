using Becs.Domain.Shared;
using Becs.Domain.Testing;
using Becs.Persistence.ReadModel;
using Becs.Server.Accounts;
using Becs.Server.Hosting;
using Becs.Server.Operations;

namespace Becs.Server.Testing;

internal static class TestEndpoints
{
    /// <summary>Most refused rows named in one answer.</summary>
    private const int MostErrors = 200;

    public static void MapTests(this IEndpointRouteBuilder api)
    {
        api.MapPost("/test-results", RecordAsync).WithTags("tests").RequirePermission(Permissions.TestsEnter).Validate<TestResultsRequest>()
            .WithSummary("Records the results of a run: all rows or none; the answer names every row that is refused.")
            .Produces<TestResultsAnswer>().ProducesProblem(422);
        var runs = api.MapGroup("/test-runs").WithTags("tests");
        runs.MapGet("/", ListAsync).RequirePermission(Permissions.TestsRead).WithSummary("Runs at the site, latest first.")
            .Produces<PageOf<TestRunRow>>();
        runs.MapGet("/{id:guid}", GetAsync).RequirePermission(Permissions.TestsRead)
            .OfSite((sites, id, ct) => sites.OfRunAsync(id, ct))
            .WithSummary("One run.")
            .Produces<TestRunRow>().ProducesProblem(404);
        runs.MapPost("/{id:guid}/invalidate", InvalidateAsync).RequirePermission(Permissions.TestsVerify)
            .OfSite((sites, id, ct) => sites.OfRunAsync(id, ct))
            .Validate<InvalidateRunRequest>()
            .WithSummary("Declares a run invalid: its results are void and every verdict on them is settled again.")
            .Produces<RunInvalidatedAnswer>().ProducesProblem(404).ProducesProblem(422);
    }

    private static async Task<IResult> RecordAsync(TestResultsRequest request, OperationRunner runner, HttpContext http, CancellationToken ct)
    {
        var operation = http.Operation(
            "results.record", request.OperationId, signature: request.Signature, body: request with { Signature = null });
        return (await runner.RunAsync(operation with { Permission = Permissions.TestsEnter }, async (scope, token) =>
        {
            var recorded = await scope.GetRequiredService<RecordTestResults>().ExecuteAsync(request.ToBatch(), token);
            return recorded.Errors.Count == 0
                ? new TestResultsAnswer(recorded.Recorded, recorded.AlreadyRecorded, recorded.Verdicts)
                : throw Refused(recorded.Errors);
        }, ct)).ToResult();
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] Paging paging, string? runNumber, TestRunQueries runs, HttpContext http, CancellationToken ct)
    {
        var found = await runs.ListAsync((await http.SiteAsync()).Id, runNumber, paging.Skip, paging.Size, ct);
        return Results.Ok(paging.Of(found.Items, found.TotalCount));
    }

    private static async Task<IResult> GetAsync(Guid id, TestRunQueries runs, HttpContext http, CancellationToken ct) =>
        Results.Ok(await runs.FindAsync((await http.SiteAsync()).Id, id, ct) ?? throw Missing(id));

    private static async Task<IResult> InvalidateAsync(
        Guid id, InvalidateRunRequest request, TestRunQueries runs, OperationRunner runner, HttpContext http, CancellationToken ct)
    {
        _ = await runs.FindAsync((await http.SiteAsync()).Id, id, ct) ?? throw Missing(id);
        var operation = http.Operation("run.invalidate", request.OperationId, request.ReasonCode, body: new { id, request.ReasonCode });
        return (await runner.RunAsync(operation with { Permission = Permissions.TestsVerify }, async (scope, token) =>
        {
            var made = await scope.GetRequiredService<InvalidateRun>().ExecuteAsync(new TestRunId(id), request.ReasonCode, token);
            return new RunInvalidatedAnswer(id, made.ReasonCode, made.Stamp.RecordedAt);
        }, ct)).ToResult();
    }

    private static FieldsRefusedException Refused(IReadOnlyList<RowError> errors)
    {
        var byField = errors.Take(MostErrors).GroupBy(e => e.Row == 0 ? e.Field : $"rows[{e.Row - 1}].{e.Field}", StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Select(e => $"{e.Code}: {e.Message}").ToArray(), StringComparer.Ordinal);
        var first = errors[0];
        var where = first.Row == 0 ? first.Field : $"Row {first.Row}, {first.Field}";
        var more = errors.Count > 1 ? $" ({errors.Count} errors; nothing was recorded)" : " (nothing was recorded)";
        return new FieldsRefusedException(first.Code, $"{where}: {first.Message}{more}", byField);
    }

    private static NotFoundException Missing(Guid id) => new("RUN-404", $"There is no run {id:D} at this site.");
}
