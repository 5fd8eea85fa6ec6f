using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Becs.Server.Operations;

namespace Becs.Server.Designer.Definitions;

/// <summary>An author's own draft in our API: begun from a version that is read-only, or thrown away.</summary>
internal static class OwnDraftEndpoints
{
    public static void MapWorkflowDrafts(this IEndpointRouteBuilder api)
    {
        var workflows = api.MapGroup("/workflows/{definitionId}/draft").WithTags("workflows").RequirePermission(Permissions.WorkflowsEdit);
        workflows.MapPost("", BeginAsync).WithSummary("Begins the caller's own draft of a workflow, or finds the one there is.")
            .Produces<DraftView>().ProducesProblem(404);
        workflows.MapDelete("", DiscardAsync).WithSummary("Throws the caller's own draft away.").Produces(204).ProducesProblem(404);
    }

    private static async Task<IResult> BeginAsync(
        string definitionId, HttpContext http, DefinitionShelf shelf, DraftDesk desk, DraftAnswers answers, CancellationToken ct)
    {
        var from = await shelf.FindAsync(await http.ReaderAsync(), definitionId, "Latest", ct) ?? throw Missing(definitionId);
        var draft = await answers.FindAsync(http, await desk.BeginAsync(http, from, ct), ct);
        return Results.Ok(new DraftView(
            draft.Row.DraftId!.Value, draft.Row.DefinitionId, draft.Row.Version, draft.Row.Name,
            $"/designer/workflows/definitions/{Uri.EscapeDataString(draft.Row.DefinitionId)}/edit"));
    }

    private static async Task<IResult> DiscardAsync(
        string definitionId, HttpContext http, DefinitionShelf shelf, DraftDesk desk, CancellationToken ct)
    {
        var own = (await shelf.ListAsync(await http.ReaderAsync(), definitionId, ct)).FirstOrDefault(v => v.IsEditable) ?? throw Missing(definitionId);
        await desk.DiscardAsync(http, own.Row.DraftId!.Value, ct);
        return Results.NoContent();
    }

    private static NotFoundException Missing(string definitionId) => new("WFL-405", $"There is no workflow {definitionId}.");

    private sealed record DraftView(Guid Id, string DefinitionId, int Version, string Name, string DesignerUrl);
}
