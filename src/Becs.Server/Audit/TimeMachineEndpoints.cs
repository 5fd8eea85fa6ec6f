using Becs.Domain.Shared;
using Becs.Server.Accounts;

namespace Becs.Server.Audit;

internal static class TimeMachineEndpoints
{
    public static void MapTimeMachine(this IEndpointRouteBuilder api)
    {
        api.MapGet("/workflow-instances/{id:guid}/at", InstanceAsync).RequirePermission(Permissions.AuditRead).WithTags("audit")
            .OfSite((sites, id, ct) => sites.OfInstanceAsync(id, ct))
            .WithSummary("A case as it stood at 'time': package, steps open, who could sign, what was decided and refused.")
            .Produces<PastInstanceView>().ProducesProblem(404);
        api.MapGet("/units/{din}/{productCode}/at", UnitAsync).RequirePermission(Permissions.AuditRead).WithTags("audit").OfSiteOfBlood()
            .WithSummary("A bag as it stood at 'time': state, labels, holds, results, decisions, who could sign.")
            .Produces<PastUnitView>().ProducesProblem(404);
        api.MapGet("/time-machine", FindAsync).RequirePermission(Permissions.AuditRead).WithTags("audit")
            .WithSummary("Bags and cases a number or scan means.").Produces<IReadOnlyList<PastFound>>();
    }

    private static async Task<IResult> InstanceAsync(
        Guid id, DateTimeOffset? time, TimeMachine machine, HttpContext http, CancellationToken ct) =>
        await machine.InstanceAsync(http.RequestServices, id, machine.Moment(time), (await http.CallerAsync())!.Sites, ct) is { } found
            ? Results.Ok(found.View)
            : throw new NotFoundException("WFL-404", $"There is no workflow instance {id:D}.");

    private static async Task<IResult> UnitAsync(
        string din, string productCode, DateTimeOffset? time, TimeMachine machine, HttpContext http, CancellationToken ct) =>
        Results.Ok(await machine.UnitAsync(din, productCode, machine.Moment(time), (await http.CallerAsync())!.Sites, ct)
            ?? throw new NotFoundException("UNT-404", "There is no such bag."));

    private static async Task<IResult> FindAsync(string? record, PastSearch search, HttpContext http, CancellationToken ct) =>
        Results.Ok(await search.FindAsync(record ?? "", (await http.CallerAsync())!.Sites, ct));
}
