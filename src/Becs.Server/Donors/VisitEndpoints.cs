using Becs.Domain.Donors;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Accounts;
using Becs.Server.Hosting;
using Becs.Server.Operations;

namespace Becs.Server.Donors;

internal static class VisitEndpoints
{
    public static void MapVisits(this IEndpointRouteBuilder api)
    {
        var visits = api.MapGroup("/visits").WithTags("visits");
        visits.MapPost("/", StartAsync).RequirePermission(Permissions.VisitsStart).Validate<StartVisitRequest>()
            .WithSummary("A donor came to give: starts donor-eligibility.")
            .Produces<VisitStartedAnswer>(StatusCodes.Status201Created).ProducesProblem(404).ProducesProblem(422);
        visits.MapGet("/", ListAsync).RequirePermission(Permissions.DonorsRead).WithSummary("Visits at the site, latest first.")
            .Produces<PageOf<VisitRow>>();
        visits.MapGet("/{id:guid}", GetAsync).RequirePermission(Permissions.DonorsRead)
            .OfSite((sites, id, ct) => sites.OfVisitAsync(id, ct))
            .WithSummary("One visit.")
            .Produces<VisitRow>().ProducesProblem(404);
    }

    private static async Task<IResult> StartAsync(StartVisitRequest request, OperationRunner runner, HttpContext http, CancellationToken ct) =>
        (await runner.RunAsync(
            http.Operation("visit.start", request.OperationId, body: request) with { Permission = Permissions.VisitsStart },
            async (scope, token) =>
            {
                var type = DonationTypeCodes.Parse(request.DonationType);
                return VisitStartedAnswer.Of(
                    await scope.GetRequiredService<StartVisit>().ExecuteAsync(new DonorId(request.DonorId), type, token));
            }, ct)).ToResult(answer => Results.Created($"/api/visits/{answer.VisitId:D}", answer));

    private static async Task<IResult> ListAsync(
        [AsParameters] Paging paging, DateOnly? startedOn, VisitQueries visits, HttpContext http, CancellationToken ct)
    {
        var found = await visits.ListAsync((await http.SiteAsync()).Id, startedOn, paging.Skip, paging.Size, ct);
        return Results.Ok(paging.Of(found.Items, found.TotalCount));
    }

    private static async Task<IResult> GetAsync(Guid id, VisitQueries visits, HttpContext http, CancellationToken ct) =>
        Results.Ok(await visits.FindAsync((await http.SiteAsync()).Id, id, ct)
            ?? throw new NotFoundException("VIS-404", $"There is no visit {id:D} at this site."));
}
