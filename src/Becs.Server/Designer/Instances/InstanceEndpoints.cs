using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Accounts;
using Becs.Server.Operations;

namespace Becs.Server.Designer.Instances;

/// <summary>Running and finished instances for Studio's list and viewer. Nothing is changed from there.</summary>
internal static class InstanceEndpoints
{
    private const int MostRows = 200;
    private const int LastPage = 1_000_000;

    private static readonly JsonSerializerOptions Indented = new(ElsaJson.Options) { WriteIndented = true };

    public static void MapStudioInstances(this RouteGroupBuilder elsa)
    {
        var instances = elsa.MapGroup("/workflow-instances").RequirePermission(Permissions.TasksRead).RequirePermission(Permissions.WorkflowsRead);
        instances.MapPost("", async (HttpContext http, IInstanceReads reads, CancellationToken ct) =>
            await ListAsync(await ElsaJson.BodyAsync(http), http, reads, ct));
        instances.MapGet("", (HttpContext http, IInstanceReads reads, CancellationToken ct) => ListAsync(InstanceFilter.Of(http.Request.Query), http, reads, ct));
        instances.MapGet("/{id}", async (string id, HttpContext http, InstanceShelf shelf, CancellationToken ct) =>
            ElsaJson.Ok(InstanceJson.Whole(await shelf.OpenAsync(await http.ReaderAsync(), id, ct))));
        instances.MapGet("/{id}/execution-state", ExecutionStateAsync);
        instances.MapGet("/{id}/variables", async (string id, HttpContext http, InstanceShelf shelf, CancellationToken ct) =>
            ElsaJson.List(InstanceJson.Variables(await shelf.OpenAsync(await http.ReaderAsync(), id, ct))));
        instances.MapGet("/{id}/journal", (string id, int? skip, int? take, int? page, int? pageSize, HttpContext http, InstanceShelf shelf, CancellationToken ct) =>
            JournalAsync(id, null, skip ?? page * pageSize, take ?? pageSize, http, shelf, ct));
        instances.MapPost("/{id}/journal", async (
                string id, int? skip, int? take, int? page, int? pageSize, HttpContext http, InstanceShelf shelf, CancellationToken ct) =>
            await JournalAsync(id, (await ElsaJson.BodyAsync(http))["filter"] as JsonObject, skip ?? page * pageSize, take ?? pageSize, http, shelf, ct));
        instances.MapGet("/{id}/journal/{activityId}", LastOfAsync);
        instances.MapGet("/{id}/export", ExportAsync);
        elsa.MapInstanceRefusals();
    }

    private static void MapInstanceRefusals(this RouteGroupBuilder elsa)
    {
        const string cancel = "Not cancelled: a case is cancelled on the page of its incident, with a signature.";
        const string delete = "Not deleted: a case is a record and is kept.";
        var change = elsa.MapGroup("").RequirePermission(Permissions.TasksRead).RequirePermission(Permissions.WorkflowsRead);
        change.MapPost("/cancel/workflow-instances/{id}", () => ElsaJson.Refused("DSG-430", cancel));
        change.MapPost("/bulk-actions/cancel/workflow-instances", () => ElsaJson.Refused("DSG-430", cancel));
        change.MapDelete("/workflow-instances/{id}", () => ElsaJson.Refused("DSG-431", delete));
        change.MapPost("/bulk-actions/delete/workflow-instances/by-id", () => ElsaJson.Refused("DSG-431", delete));
        change.MapPost("/workflow-instances/{id}/variables", () => ElsaJson.Refused("DSG-432",
            "Not changed: a variable of a case changes by what the case does, never by hand."));
        change.MapPost("/alterations/workflows/retry", () => ElsaJson.Refused("DSG-433", "Not retried: an incident is retried on its page."));
    }

    private static async Task<IResult> ListAsync(JsonObject filter, HttpContext http, IInstanceReads reads, CancellationToken ct)
    {
        var page = filter.Number("page") ?? 0;
        var size = Math.Clamp(filter.Number("pageSize") ?? 50, 1, MostRows);
        if (page is < 0 or > LastPage)
        {
            throw new InputException("DSG-406", "page", $"page is from 0 to {LastPage}.");
        }

        var query = InstanceFilter.Query(filter, [.. (await http.ReaderAsync()).Sites.Select(s => s.Id.Value)]);
        if (query is null)
        {
            return ElsaJson.Ok(new { items = Array.Empty<string>(), totalCount = 0 });
        }

        var rows = await reads.PageAsync(query, page * size, size, ct);
        return ElsaJson.Ok(new { items = rows.Items.Select(InstanceJson.Row), totalCount = rows.TotalCount });
    }

    private static async Task<IResult> ExecutionStateAsync(string id, HttpContext http, InstanceShelf shelf, CancellationToken ct)
    {
        var book = await shelf.OpenAsync(await http.ReaderAsync(), id, ct);
        return ElsaJson.Ok(new
        {
            status = book.Stored.Status,
            subStatus = InstanceJson.SubStatus(book.Stored.Status, book.Stored.SubStatus, book.Incidents.Count),
            updatedAt = book.Stored.UpdatedAt,
        });
    }

    private static async Task<IResult> JournalAsync(
        string id, JsonObject? filter, int? skip, int? take, HttpContext http, InstanceShelf shelf, CancellationToken ct)
    {
        var caller = await http.ReaderAsync();
        if (await shelf.FindAsync(caller, id, ct) is null)
        {
            return ElsaJson.Ok(new { items = Array.Empty<string>(), totalCount = 0 });
        }

        var lines = InstanceFilter.Lines((await shelf.OpenAsync(caller, id, ct)).Story.Lines, filter).ToList();
        return ElsaJson.Ok(new
        {
            items = lines.Skip(Math.Max(skip ?? 0, 0)).Take(Math.Clamp(take ?? 50, 1, MostRows * 5)).Select(InstanceJson.Line),
            totalCount = lines.Count,
        });
    }

    private static async Task<IResult> LastOfAsync(string id, string activityId, HttpContext http, InstanceShelf shelf, CancellationToken ct) =>
        (await shelf.OpenAsync(await http.ReaderAsync(), id, ct)).Story.Lines.LastOrDefault(l => l.Record.ActivityId == activityId) is { } line
            ? ElsaJson.Ok(InstanceJson.Line(line))
            : Results.NotFound();

    private static async Task<IResult> ExportAsync(string id, HttpContext http, InstanceShelf shelf, CancellationToken ct)
    {
        var book = await shelf.OpenAsync(await http.ReaderAsync(), id, ct);
        var file = new
        {
            workflowInstance = InstanceJson.Whole(book),
            workflowExecutionLog = book.Story.Lines.Select(InstanceJson.Line),
            activityExecutionLog = book.Story.Executions.Select(e => ExecutionJson.Whole(book, e)),
        };
        return Results.File(JsonSerializer.SerializeToUtf8Bytes(file, Indented), "application/octet-stream", $"workflow-instance-{book.Stored.Id}.json");
    }
}
