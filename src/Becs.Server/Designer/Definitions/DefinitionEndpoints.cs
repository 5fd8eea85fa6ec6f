using System.Text.Json.Nodes;
using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Becs.Server.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Becs.Server.Designer.Definitions;

/// <summary>Reading definitions, as Elsa's API answers it.</summary>
internal static class DefinitionEndpoints
{
    /// <summary>Most rows of one page; more is cut, never refused: Studio asks for what its page size says.</summary>
    private const int MostRows = 200;

    public static void MapDefinitions(this RouteGroupBuilder elsa)
    {
        var definitions = elsa.MapGroup("/workflow-definitions").RequirePermission(Permissions.WorkflowsRead);
        definitions.MapGet("", ListAsync);
        definitions.MapGet("/query/count", CountAsync);
        definitions.MapGet("/by-definition-id/{definitionId}", ByDefinitionAsync);
        definitions.MapGet("/by-id/{id}", ByIdAsync);
        definitions.MapGet("/many-by-id", ManyAsync);
        definitions.MapGet("/{definitionId}/versions", VersionsAsync);
        definitions.MapGet("/{definitionId}/consumers", ConsumersAsync);
        definitions.MapGet("/validation/is-name-unique", IsNameUniqueAsync);
        definitions.MapGet("/subgraph/{id}", SubgraphAsync);
        definitions.MapGet("/subgraph/segments/{id}", SegmentsAsync);
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, DefinitionShelf shelf, DefinitionContents contents, [AsParameters] DefinitionQuery query, CancellationToken ct)
    {
        var caller = await http.ReaderAsync();
        var found = query.Filter(await shelf.ListAsync(caller, null, ct));
        var items = new List<JsonObject>();
        foreach (var version in found.Skip(query.Skip).Take(Math.Clamp(query.PageSize ?? 50, 1, MostRows)))
        {
            items.Add(DefinitionWriter.Summary(version, await contents.ReadAsync(version.Row, ct)));
        }

        return ElsaJson.Ok(new { items, totalCount = found.Count, links = DefinitionLinks.OfList(caller.May(Permissions.WorkflowsEdit)) });
    }

    private static async Task<IResult> CountAsync(HttpContext http, DefinitionShelf shelf, CancellationToken ct) =>
        ElsaJson.Ok(new { count = (await shelf.ListAsync(await http.ReaderAsync(), null, ct)).Count(v => v.IsLatest) });

    private static async Task<IResult> ByDefinitionAsync(
        string definitionId, string? versionOptions, HttpContext http, DefinitionShelf shelf, DefinitionAnswers answers, CancellationToken ct) =>
        await shelf.FindAsync(await http.ReaderAsync(), definitionId, versionOptions, ct) is { } version
            ? ElsaJson.Ok(await answers.WriteAsync(version, ct))
            : Results.NotFound();

    private static async Task<IResult> ByIdAsync(
        string id, HttpContext http, DefinitionShelf shelf, DefinitionAnswers answers, CancellationToken ct) =>
        await shelf.FindByIdAsync(await http.ReaderAsync(), id, ct) is { } version
            ? ElsaJson.Ok(await answers.WriteAsync(version, ct))
            : Results.NotFound();

    private static async Task<IResult> ManyAsync(
        [FromQuery] string[] ids, HttpContext http, DefinitionShelf shelf, DefinitionAnswers answers, CancellationToken ct)
    {
        var found = (await shelf.ListAsync(await http.ReaderAsync(), null, ct)).Where(v => ids.Contains(v.Id)).Take(MostRows);
        return ElsaJson.List(await answers.WriteAllAsync(found, ct));
    }

    private static async Task<IResult> VersionsAsync(
        string definitionId, HttpContext http, DefinitionShelf shelf, DefinitionAnswers answers, CancellationToken ct) =>
        ElsaJson.Ok(await answers.WriteAllAsync(
            (await shelf.ListAsync(await http.ReaderAsync(), definitionId, ct)).OrderBy(v => v.Row.Version).Take(MostRows), ct));

    /// <summary>Nothing is republished on its own: this only tells who starts it by name.</summary>
    private static async Task<IResult> ConsumersAsync(
        string definitionId, HttpContext http, DefinitionShelf shelf, DefinitionContents contents, CancellationToken ct)
    {
        var consumers = new List<string>();
        foreach (var version in (await shelf.ListAsync(await http.ReaderAsync(), null, ct)).Where(v => v.IsLatest))
        {
            if ((await contents.ReadAsync(version.Row, ct)).Children.Contains(definitionId))
            {
                consumers.Add(version.Row.DefinitionId);
            }
        }

        return ElsaJson.Ok(new { consumingWorkflowDefinitionIds = consumers });
    }

    private static async Task<IResult> IsNameUniqueAsync(
        string? name, string? definitionId, HttpContext http, DefinitionShelf shelf, CancellationToken ct) =>
        ElsaJson.Ok(new
        {
            isUnique = (await shelf.ListAsync(await http.ReaderAsync(), null, ct)).All(v =>
                v.Row.DefinitionId == definitionId || !string.Equals(v.Row.Name, name?.Trim(), StringComparison.OrdinalIgnoreCase)),
        });

    private static async Task<IResult> SubgraphAsync(
        string id, string? parentNodeId, HttpContext http, DefinitionShelf shelf, DefinitionAnswers answers, CancellationToken ct)
    {
        if (await shelf.FindByIdAsync(await http.ReaderAsync(), id, ct) is not { } version)
        {
            return Results.NotFound();
        }

        var definition = await answers.WriteAsync(version, ct);
        return Subgraph.Node(definition, parentNodeId) is { } node ? ElsaJson.Ok(node) : Results.NotFound();
    }

    private static async Task<IResult> SegmentsAsync(
        string id, string? childNodeId, HttpContext http, DefinitionShelf shelf, DefinitionAnswers answers, CancellationToken ct)
    {
        if (await shelf.FindByIdAsync(await http.ReaderAsync(), id, ct) is not { } version)
        {
            return Results.NotFound();
        }

        var definition = await answers.WriteAsync(version, ct);
        return Subgraph.Segments(definition, childNodeId) is { } segments ? ElsaJson.Ok(segments) : Results.NotFound();
    }
}

/// <summary>Versions with their contents, as Studio reads them.</summary>
internal sealed class DefinitionAnswers(DefinitionContents contents, DefinitionWriter writer)
{
    public async Task<JsonObject> WriteAsync(DefinitionVersion version, CancellationToken cancellationToken) =>
        writer.Write(version, await contents.ReadAsync(version.Row, cancellationToken));

    public async Task<IReadOnlyList<JsonObject>> WriteAllAsync(IEnumerable<DefinitionVersion> versions, CancellationToken cancellationToken)
    {
        var written = new List<JsonObject>();
        foreach (var version in versions)
        {
            written.Add(await WriteAsync(version, cancellationToken));
        }

        return written;
    }
}
