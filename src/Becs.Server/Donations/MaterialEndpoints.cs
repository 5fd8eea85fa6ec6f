using Becs.Domain.Donations;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Accounts;
using Becs.Server.Hosting;
using Becs.Server.Operations;

namespace Becs.Server.Donations;

/// <summary>Lots and equipment: what a draw and a run are made with.</summary>
internal static class MaterialEndpoints
{
    public static void MapMaterial(this IEndpointRouteBuilder api)
    {
        var lots = api.MapGroup("/lots").WithTags("material");
        lots.MapGet("/", LotsAsync).RequirePermission(Permissions.DonationsRead).WithSummary("Lots, latest received first.")
            .Produces<PageOf<LotRow>>();
        lots.MapPost("/", ReceiveAsync).RequirePermission(Permissions.SitesManage).Validate<ReceiveLotRequest>()
            .WithSummary("Enters a lot of bags, reagents or tubes.").Produces<LotAnswer>(StatusCodes.Status201Created).ProducesProblem(409);
        lots.MapPost("/{id:guid}/recall", RecallAsync).RequirePermission(Permissions.HoldsPlace).Validate<RecallLotRequest>()
            .WithSummary("Recalls a lot: no draw starts with it and no unit drawn or tested with it is released.")
            .Produces<LotRecalledAnswer>().ProducesProblem(404);
        var equipment = api.MapGroup("/equipment").WithTags("material");
        equipment.MapGet("/", EquipmentAsync).RequirePermission(Permissions.DonationsRead).WithSummary("Equipment of the site, by code.")
            .Produces<PageOf<EquipmentRow>>();
        equipment.MapPost("/", AddAsync).RequirePermission(Permissions.SitesManage).Validate<AddEquipmentRequest>()
            .WithSummary("Puts a scale, analyser or bench to use.").Produces<EquipmentAnswer>(StatusCodes.Status201Created).ProducesProblem(409);
    }

    private static async Task<IResult> LotsAsync(
        [AsParameters] Paging paging, string? kind, string? number, MaterialQueries material, CancellationToken ct)
    {
        var found = await material.LotsAsync(EnumText.Read<LotKind>(kind, "kind"), number, paging.Skip, paging.Size, ct);
        return Results.Ok(paging.Of(found.Items, found.TotalCount));
    }

    private static async Task<IResult> ReceiveAsync(ReceiveLotRequest request, OperationRunner runner, HttpContext http, CancellationToken ct) =>
        (await runner.RunAsync(
            http.Operation("lot.receive", request.OperationId, body: request) with { Permission = Permissions.SitesManage },
            async (scope, token) =>
            {
                var lot = await scope.GetRequiredService<ReceiveMaterial>().AddLotAsync(
                    request.Kind, request.Number, request.Manufacturer, request.ExpiresOn, request.NominalVolumeMl, token);
                return new LotAnswer(lot.Id.Value, lot.Kind.Code(), lot.Number, lot.ExpiresOn);
            }, ct)).ToResult(answer => Results.Created($"/api/lots?number={Uri.EscapeDataString(answer.Number)}", answer));

    private static async Task<IResult> RecallAsync(
        Guid id, RecallLotRequest request, OperationRunner runner, HttpContext http, CancellationToken ct) =>
        (await runner.RunAsync(
            http.Operation("lot.recall", request.OperationId, request.ReasonCode, body: new { id, request.ReasonCode })
                with
            { Permission = Permissions.HoldsPlace },
            async (scope, token) =>
            {
                await scope.GetRequiredService<RecallLot>().ExecuteAsync(new LotId(id), request.ReasonCode, token);
                var lot = await scope.GetRequiredService<ILots>().FindAsync(new LotId(id), token);
                return new LotRecalledAnswer(id, lot!.Number, lot.RecallReasonCode!);
            }, ct)).ToResult();

    private static async Task<IResult> EquipmentAsync(
        [AsParameters] Paging paging, string? kind, MaterialQueries material, HttpContext http, CancellationToken ct)
    {
        var found = await material.EquipmentAsync((await http.SiteAsync()).Id, kind, paging.Skip, paging.Size, ct);
        return Results.Ok(paging.Of(found.Items, found.TotalCount));
    }

    private static async Task<IResult> AddAsync(AddEquipmentRequest request, OperationRunner runner, HttpContext http, CancellationToken ct) =>
        (await runner.RunAsync(
            http.Operation("equipment.add", request.OperationId, body: request) with { Permission = Permissions.SitesManage },
            async (scope, token) =>
            {
                var made = await scope.GetRequiredService<ReceiveMaterial>()
                    .AddEquipmentAsync(request.Code, request.Kind, request.CalibratedUntil, token);
                return new EquipmentAnswer(made.Id.Value, made.Code, made.Kind, made.CalibratedUntil);
            }, ct)).ToResult(answer => Results.Created($"/api/equipment?kind={answer.Kind}", answer));
}
