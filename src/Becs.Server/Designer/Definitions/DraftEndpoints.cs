using System.Text.Json.Nodes;
using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Becs.Server.Operations;

namespace Becs.Server.Designer.Definitions;

/// <summary>
/// Saving drafts, and what Elsa's API would do to a workflow in use: publish, retract, roll back, delete. Those are refused with a sentence;
/// what they bring is kept as the author's draft.
/// </summary>
internal static class DraftEndpoints
{
    public static void MapDrafts(this RouteGroupBuilder elsa)
    {
        var definitions = elsa.MapGroup("/workflow-definitions").RequirePermission(Permissions.WorkflowsEdit);
        definitions.MapPost("", SaveAsync);
        definitions.MapPost("/{definitionId}/publish", PublishAsync);
        definitions.MapPost("/{definitionId}/retract", RetractAsync);
        definitions.MapPost("/{definitionId}/revert/{version:int}", RevertAsync);
        definitions.MapDelete("/{definitionId}", DeleteAsync);
        definitions.MapDelete("/{definitionId}/version/{version:int}", DeleteNumberAsync);
        definitions.MapPost("/{definitionId}/update-references", () => ElsaJson.Ok(new { affectedWorkflows = Array.Empty<string>() }));
        elsa.MapDelete("/workflow-definition-versions/{id}", DeleteVersionAsync).RequirePermission(Permissions.WorkflowsEdit);
        foreach (var run in new[] { "execute", "dispatch", "bulk-dispatch" })
        {
            definitions.MapPost("/{definitionId}/" + run, (string definitionId) => ElsaJson.Refused("DSG-420",
                $"Not started: {definitionId} starts from its own page or event. The designer runs nothing."));
        }

        elsa.MapPost("/tests/activities", () => ElsaJson.Refused("DSG-421", "Not run: a single activity cannot be tried out here."))
            .RequirePermission(Permissions.WorkflowsEdit);
    }

    private static async Task<IResult> SaveAsync(HttpContext http, DraftDesk desk, DraftAnswers answers, CancellationToken ct)
    {
        var body = await ElsaJson.BodyAsync(http);
        var model = body["model"] as JsonObject ?? throw new InputException("DSG-407", "model", "The request has no model: nothing to save.");
        var draft = await desk.SaveAsync(http, model, ct);
        return body.Flag("publish") == true ? await answers.KeptAsync(http, draft, ct) : await answers.SavedAsync(http, draft, ct);
    }

    private static async Task<IResult> PublishAsync(
        string definitionId, HttpContext http, DefinitionShelf shelf, DraftAnswers answers, CancellationToken ct)
    {
        var latest = await LatestAsync(definitionId, http, shelf, ct);
        return latest.IsDraft
            ? ElsaJson.Refused(DraftAnswers.NeedsChange, DraftAnswers.Kept(latest))
            : await answers.PublishedAsync(latest, ct);
    }

    private static async Task<IResult> RetractAsync(string definitionId, HttpContext http, DefinitionShelf shelf, CancellationToken ct)
    {
        var all = await shelf.ListAsync(await http.ReaderAsync(), definitionId, ct);
        return all.Count == 0 ? Results.NotFound()
            : all.FirstOrDefault(v => v.IsPublished) is { } used
                ? ElsaJson.Refused(DraftAnswers.NeedsChange, DraftAnswers.StaysInUse(used))
                : ElsaJson.Refused("DSG-423", $"Workflow with id {definitionId} is not published");
    }

    private static async Task<IResult> RevertAsync(
        string definitionId, int version, HttpContext http, DefinitionShelf shelf, DefinitionContents contents, DraftDesk desk,
        DraftAnswers answers, CancellationToken ct)
    {
        var from = (await shelf.ListAsync(await http.ReaderAsync(), definitionId, ct)).OrderBy(v => v.IsDraft)
            .FirstOrDefault(v => v.Row.Version == version);
        if (from is null)
        {
            return Results.NotFound();
        }

        var model = (await contents.ReadAsync(from.Row, ct)).Copy();
        model["definitionId"] = definitionId;
        model["name"] = from.Row.Name;
        return await answers.KeptAsync(http, await desk.RevertAsync(http, model, from, ct), ct, StatusCodes.Status201Created);
    }

    private static async Task<IResult> DeleteAsync(
        string definitionId, HttpContext http, DefinitionShelf shelf, DraftDesk desk, CancellationToken ct)
    {
        var all = await shelf.ListAsync(await http.ReaderAsync(), definitionId, ct);
        return all.Count == 0 ? Results.NotFound()
            : all.FirstOrDefault(v => !v.IsDraft) is { } kept ? ElsaJson.Refused("DSG-424", DraftAnswers.IsARecord(kept))
            : await DiscardAsync(all.First(v => v.IsLatest), http, desk, ct);
    }

    private static async Task<IResult> DeleteNumberAsync(
        string definitionId, int version, HttpContext http, DefinitionShelf shelf, DraftDesk desk, CancellationToken ct) =>
        (await shelf.ListAsync(await http.ReaderAsync(), definitionId, ct)).Where(v => v.Row.Version == version)
            .OrderByDescending(v => v.IsEditable).FirstOrDefault() is { } found
            ? await DiscardAsync(found, http, desk, ct)
            : Results.NotFound();

    private static async Task<IResult> DeleteVersionAsync(
        string id, HttpContext http, DefinitionShelf shelf, DraftDesk desk, CancellationToken ct) =>
        await shelf.FindByIdAsync(await http.ReaderAsync(), id, ct) is { } found ? await DiscardAsync(found, http, desk, ct) : Results.NotFound();

    internal static async Task<IResult> DiscardAsync(DefinitionVersion version, HttpContext http, DraftDesk desk, CancellationToken ct)
    {
        if (version.Row.DraftId is not { } draft)
        {
            return ElsaJson.Refused("DSG-424", DraftAnswers.IsARecord(version));
        }

        await desk.DiscardAsync(http, draft, ct);
        return Results.NoContent();
    }

    private static async Task<DefinitionVersion> LatestAsync(string definitionId, HttpContext http, DefinitionShelf shelf, CancellationToken ct) =>
        await shelf.FindAsync(await http.ReaderAsync(), definitionId, "Latest", ct)
            ?? throw new NotFoundException("WFL-405", $"There is no workflow {definitionId}.");
}
