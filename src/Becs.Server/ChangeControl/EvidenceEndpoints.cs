using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Accounts;
using Becs.Server.Hosting;

namespace Becs.Server.ChangeControl;

/// <summary>What scenarios and recorded cases show about the submission under review.</summary>
internal static class EvidenceEndpoints
{
    public static void MapChangeEvidence(this IEndpointRouteBuilder api)
    {
        var change = api.MapGroup("/changes/{id:guid}").WithTags("changes").RequirePermission(Permissions.WorkflowsRead);
        change.MapGet("/scenarios", async (Guid id, EvidenceViews views, CancellationToken ct) => Results.Ok(await views.ScenariosAsync(id, ct)))
            .WithSummary("Each scenario of the submission: the way it expects, the way that was taken.").Produces<ScenarioEvidence>().ProducesProblem(404);
        change.MapGet("/coverage", async (Guid id, EvidenceViews views, CancellationToken ct) =>
                Results.Ok(CoverageView.Of((await views.ScenariosAsync(id, ct)).Coverage)))
            .WithSummary("What the scenarios reached, by step: outcomes taken and missed.").Produces<CoverageView>().ProducesProblem(404);
        change.MapGet("/replay", async (Guid id, EvidenceViews views, CancellationToken ct) => Results.Ok(await views.ReplayAsync(id, ct)))
            .WithSummary("How many recorded cases would end differently, by class, and how far the replay is.").Produces<ReplayView>().ProducesProblem(404);
        change.MapGet("/replay/cases", CasesAsync)
            .WithSummary("The recorded cases that would go another way, newest first; class narrows it.").Produces<PageOf<ReplayCaseView>>().ProducesProblem(404);
        change.MapGet("/replay/cases/{instanceId:guid}", async (
                Guid id, Guid instanceId, EvidenceViews views, HttpContext http, CancellationToken ct) =>
                Results.Ok(await views.CaseAsync(id, instanceId, [.. (await http.CallerAsync())!.Sites.Select(s => s.Id.Value)], ct)))
            .WithSummary("One recorded case: the way it took beside the way it would take.").Produces<SideBySideView>().ProducesProblem(404);
    }

    private static async Task<IResult> CasesAsync(
        Guid id, [AsParameters] Paging paging, string? @class, EvidenceViews views, CancellationToken ct)
    {
        var (cases, total) = await views.CasesAsync(id, EnumText.Read<ReplayClass>(@class, "class"), paging.Skip, paging.Size, ct);
        return Results.Ok(paging.Of(cases, total));
    }
}
