using Becs.Domain.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Accounts;
using Becs.Server.Components;
using Becs.Server.Donations;
using Becs.Server.Hosting;
using Becs.Server.Operations;

namespace Becs.Server.Quarantine;

internal static class HoldEndpoints
{
    public static void MapHolds(this IEndpointRouteBuilder api)
    {
        var holds = api.MapGroup("/holds").WithTags("holds");
        holds.MapPost("/", PlaceAsync).RequirePermission(Permissions.HoldsPlace).Validate<PlaceHoldRequest>()
            .WithSummary("Holds a donor's, donation's, unit's or lot's blood.")
            .Produces<HoldPlacedAnswer>(StatusCodes.Status201Created).ProducesProblem(404);
        holds.MapGet("/", ListAsync).RequirePermission(Permissions.ComponentsRead)
            .WithSummary("Holds placed at the site, latest first; open ones unless open=false or open=all.").Produces<PageOf<HoldRow>>();
        holds.MapGet("/{id:guid}", GetAsync).RequirePermission(Permissions.ComponentsRead)
            .OfSite((sites, id, ct) => sites.OfHoldAsync(id, ct))
            .WithSummary("One hold.")
            .Produces<HoldRow>().ProducesProblem(404);
    }

    private static async Task<IResult> PlaceAsync(
        PlaceHoldRequest request, DonationQueries donations, UnitQueries units, OperationRunner runner, HttpContext http,
        CancellationToken ct)
    {
        var site = (await http.SiteAsync()).Id;
        var scopeId = request.Scope switch
        {
            HoldScope.Donor => request.DonorId!.Value,
            HoldScope.Lot => request.LotId!.Value,
            HoldScope.Donation => await DonationAsync(request, donations, site, ct),
            _ => await UnitAsync(request, units, site, ct),
        };
        var operation = http.Operation("hold.place", request.OperationId, request.ReasonCode, body: request);
        return (await runner.RunAsync(operation with { Permission = Permissions.HoldsPlace }, async (scope, token) =>
        {
            await DemandKnownAsync(scope, request.Scope, scopeId, token);
            var hold = await scope.GetRequiredService<HoldRegister>()
                .PlaceAsync(request.Scope, scopeId, request.ReasonCode, request.NoteCode, token);
            return new HoldPlacedAnswer(hold.Id.Value, hold.ScopeSubject.Kind, scopeId, hold.ReasonCode);
        }, ct)).ToResult(answer => Results.Created($"/api/holds/{answer.HoldId:D}", answer));
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] Paging paging, string? open, string? reasonCode, QuarantineQueries holds, HttpContext http, CancellationToken ct)
    {
        bool? wanted = open switch
        {
            null or "true" => true,
            "false" => false,
            "all" => null,
            _ => throw new InputException("INP-406", "open", "open is true, false or all."),
        };
        var found = await holds.HoldsAsync((await http.SiteAsync()).Id, wanted, reasonCode, paging.Skip, paging.Size, ct);
        return Results.Ok(paging.Of(found.Items, found.TotalCount));
    }

    private static async Task<IResult> GetAsync(Guid id, QuarantineQueries holds, HttpContext http, CancellationToken ct) =>
        Results.Ok(await holds.FindHoldAsync((await http.SiteAsync()).Id, id, ct)
            ?? throw new NotFoundException("HLD-404", $"There is no hold {id:D} at this site."));

    private static async Task<Guid> DonationAsync(PlaceHoldRequest request, DonationQueries donations, SiteId site, CancellationToken ct)
    {
        var din = DinText.Read(request.Din!);
        return await donations.IdOfAsync(site, din, ct) ?? throw new NotFoundException("DNT-404", $"There is no donation {din} at this site.");
    }

    private static async Task<Guid> UnitAsync(PlaceHoldRequest request, UnitQueries units, SiteId site, CancellationToken ct)
    {
        var (din, product) = (DinText.Read(request.Din!), ProductCodeText.Read(request.ProductCode!));
        return await units.IdOfAsync(site, din, product.Value, ct)
            ?? throw new NotFoundException("UNT-404", $"There is no unit {din} {product} at this site.");
    }

    private static async Task DemandKnownAsync(IServiceProvider scope, HoldScope kind, Guid id, CancellationToken ct)
    {
        var isKnown = kind switch
        {
            HoldScope.Donor => await scope.GetRequiredService<IDonors>().FindAsync(new DonorId(id), ct) is not null,
            HoldScope.Lot => await scope.GetRequiredService<ILots>().FindAsync(new LotId(id), ct) is not null,
            _ => true,
        };
        if (!isKnown)
        {
            throw new NotFoundException("HLD-405", $"There is no {Hold.SubjectOf(kind, id)}.");
        }
    }
}
