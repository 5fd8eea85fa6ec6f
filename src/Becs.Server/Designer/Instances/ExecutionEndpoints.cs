using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Becs.Server.Operations;

namespace Becs.Server.Designer.Instances;

/// <summary>Executions of activities for Studio's viewer.</summary>
internal static class ExecutionEndpoints
{
    public static void MapExecutions(this RouteGroupBuilder elsa)
    {
        var executions = elsa.MapGroup("").RequirePermission(Permissions.TasksRead).RequirePermission(Permissions.WorkflowsRead);
        executions.MapGet("/activity-executions/list", (
                string workflowInstanceId, string? activityNodeId, HttpContext http, InstanceShelf shelf, CancellationToken ct) =>
            ListAsync(workflowInstanceId, activityNodeId, ExecutionJson.Whole, http, shelf, ct));
        executions.MapGet("/activity-execution-summaries/list", (
                string workflowInstanceId, string? activityNodeId, HttpContext http, InstanceShelf shelf, CancellationToken ct) =>
            ListAsync(workflowInstanceId, activityNodeId, ExecutionJson.Summary, http, shelf, ct));
        executions.MapGet("/activity-executions/count", async (string workflowInstanceId, HttpContext http, InstanceShelf shelf, CancellationToken ct) =>
            ElsaJson.Ok(new { count = (await shelf.OpenAsync(await http.ReaderAsync(), workflowInstanceId, ct)).Story.Executions.Count }));
        executions.MapPost("/activity-executions/report", ReportAsync);
        executions.MapGet("/activity-executions/by-id", (string id, HttpContext http, InstanceShelf shelf, CancellationToken ct) =>
            OneAsync(id, http, shelf, ct));
        executions.MapGet("/activity-executions/{id}", OneAsync);
        executions.MapGet("/activity-executions/{id}/call-stack", CallStackAsync);
    }

    private static async Task<IResult> OneAsync(string id, HttpContext http, InstanceShelf shelf, CancellationToken ct)
    {
        var book = await shelf.OpenAsync(await http.ReaderAsync(), ExecutionId.InstanceOf(id), ct);
        return book.Find(id) is { } found ? ElsaJson.Ok(ExecutionJson.Whole(book, found)) : Results.NotFound();
    }

    private static async Task<IResult> CallStackAsync(string id, HttpContext http, InstanceShelf shelf, CancellationToken ct)
    {
        var book = await shelf.OpenAsync(await http.ReaderAsync(), ExecutionId.InstanceOf(id), ct);
        if (book.Find(id) is not { } found)
        {
            return Results.NotFound();
        }

        var stack = ExecutionJson.Stack(book, found);
        return ElsaJson.Ok(new { activityExecutionId = id, items = stack.Select(e => ExecutionJson.Whole(book, e)), totalCount = stack.Count });
    }

    private static async Task<IResult> ListAsync(
        string instance, string? node, Func<InstanceBook, StoryExecution, object> write, HttpContext http, InstanceShelf shelf, CancellationToken ct)
    {
        var book = await shelf.OpenAsync(await http.ReaderAsync(), instance, ct);
        return ElsaJson.List([.. book.Story.Executions.Where(e => node is null or "" || e.First.NodeId == node).Select(e => write(book, e))]);
    }

    private static async Task<IResult> ReportAsync(HttpContext http, InstanceShelf shelf, CancellationToken ct)
    {
        var body = await ElsaJson.BodyAsync(http);
        var book = await shelf.OpenAsync(await http.ReaderAsync(), body.Text("workflowInstanceId"), ct);
        return ElsaJson.Ok(new { stats = ExecutionJson.Stats(book, body.Texts("activityNodeIds")) });
    }
}
