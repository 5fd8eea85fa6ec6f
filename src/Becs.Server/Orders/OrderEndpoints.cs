using Becs.Domain.Orders;
using Becs.Domain.Shared;
using Becs.Domain.Sites;
using Becs.Persistence.ReadModel;
using Becs.Server.Accounts;
using Becs.Server.Hosting;
using Becs.Server.Operations;

namespace Becs.Server.Orders;

internal static class OrderEndpoints
{
    public static void MapOrders(this IEndpointRouteBuilder api)
    {
        var orders = api.MapGroup("/orders").WithTags("orders");
        orders.MapPost("/", PlaceAsync).RequirePermission(Permissions.OrdersPlace).Validate<PlaceOrderRequest>()
            .WithSummary("Orders blood for a patient: one case of order-and-issue for each unit.")
            .Produces<OrderPlacedAnswer>(StatusCodes.Status201Created).ProducesProblem(404);
        orders.MapGet("/", ListAsync).RequirePermission(Permissions.OrdersRead)
            .WithSummary("Orders the site placed or serves, latest first.").Produces<PageOf<OrderRow>>();
        orders.MapGet("/{id:guid}", GetAsync).RequirePermission(Permissions.OrdersRead)
            .OfSite((sites, id, ct) => sites.OfOrderAsync(id, ct))
            .WithSummary("An order with allocations, crossmatches and issues.").Produces<OrderRecord>().ProducesProblem(404);
        orders.MapPost("/{id:guid}/cancel", CancelAsync).RequirePermission(Permissions.OrdersPlace)
            .OfSite((sites, id, ct) => sites.OfOrderAsync(id, ct))
            .Validate<CancelOrderRequest>()
            .WithSummary("Withdraws an open order and its allocations.").Produces<OrderCancelledAnswer>().ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> PlaceAsync(PlaceOrderRequest request, OperationRunner runner, HttpContext http, CancellationToken ct) =>
        (await runner.RunAsync(
            http.Operation("order.place", request.OperationId, body: request) with { Permission = Permissions.OrdersPlace },
            async (scope, token) => OrderPlacedAnswer.Of(await request.PlaceAsync(scope, new PatientId(request.PatientId), token)),
            ct)).ToResult(answer => Results.Created($"/api/orders/{answer.Id:D}", answer));

    private static async Task<IResult> ListAsync(
        [AsParameters] Paging paging, string? state, Guid? patientId, OrderQueries orders, HttpContext http, CancellationToken ct)
    {
        var found = await orders.ListAsync(
            (await http.SiteAsync()).Id, EnumText.Read<OrderState>(state, "state"), patientId, paging.Skip, paging.Size, ct);
        return Results.Ok(paging.Of(found.Items, found.TotalCount));
    }

    private static async Task<IResult> GetAsync(Guid id, OrderQueries orders, HttpContext http, CancellationToken ct) =>
        Results.Ok(await orders.FindAsync((await http.SiteAsync()).Id, id, ct) ?? throw Missing(id));

    private static async Task<IResult> CancelAsync(
        Guid id, CancelOrderRequest request, OrderQueries orders, OperationRunner runner, HttpContext http, CancellationToken ct)
    {
        _ = await orders.FindAsync((await http.SiteAsync()).Id, id, ct) ?? throw Missing(id);
        var operation = http.Operation("order.cancel", request.OperationId, request.ReasonCode, body: new { id, request.ReasonCode });
        return (await runner.RunAsync(operation with { Permission = Permissions.OrdersPlace }, async (scope, token) =>
        {
            await scope.GetRequiredService<PlaceOrder>().CancelAsync(new OrderId(id), request.ReasonCode, token);
            return new OrderCancelledAnswer(id, request.ReasonCode);
        }, ct)).ToResult();
    }

    private static NotFoundException Missing(Guid id) => new("ORD-404", $"There is no order {id:D} that concerns this site.");
}
