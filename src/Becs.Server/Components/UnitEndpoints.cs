using Becs.Domain.Components;
using Becs.Domain.Inventory;
using Becs.Domain.Isbt128;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Sites;
using Becs.Persistence.ReadModel;
using Becs.Server.Accounts;
using Becs.Server.Donations;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using ReadRow = Becs.Persistence.ReadModel.UnitRow;

namespace Becs.Server.Components;

internal static class UnitEndpoints
{
    public static void MapUnits(this IEndpointRouteBuilder api)
    {
        var units = api.MapGroup("/units").WithTags("units").RequirePermission(Permissions.ComponentsRead);
        units.MapGet("/", ListAsync).WithSummary("Bags stored at the site, shortest-dated first.").Produces<PageOf<ReadRow>>();
        units.MapGet("/{din}/{productCode}", GetAsync).OfSiteOfBlood()
            .WithSummary("A bag: labels, holds, history, and the blocker vector as it is now.").Produces<UnitAnswer>().ProducesProblem(404);
        units.MapGet("/{din}/{productCode}/trace", TraceAsync).OfSiteOfBlood()
            .WithSummary("From the donor to the patient, over every bag connected: ids and codes.").Produces<TraceRecord>().ProducesProblem(404);
        units.MapGet("/{din}/{productCode}/label", LabelAsync).OfSiteOfBlood()
            .WithSummary("What a scanner reads off the bag's label.").Produces<UnitLabelAnswer>().ProducesProblem(404);
        units.MapPost("/{din}/{productCode}/move", MoveAsync).OfSiteOfBlood().Validate<MoveUnitRequest>()
            .WithSummary("Puts a bag on another shelf or at another site.").Produces<UnitMovedAnswer>().ProducesProblem(404).ProducesProblem(422);
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] Paging paging, string? status, string? componentClass, string? bloodGroup, string? din, DateTimeOffset? expiresBefore,
        UnitQueries units, HttpContext http, CancellationToken ct)
    {
        var filter = new UnitFilter(
            EnumText.Read<UnitStatus>(status, "status"), EnumText.Read<ComponentClass>(componentClass, "componentClass"), Group(bloodGroup),
            DinText.ReadOrNull(din), expiresBefore?.UtcDateTime);
        var found = await units.ListAsync((await http.SiteAsync()).Id, filter, paging.Skip, paging.Size, ct);
        return Results.Ok(paging.Of(found.Items, found.TotalCount));
    }

    private static async Task<IResult> GetAsync(
        string din, string productCode, UnitQueries units, ReleaseGate gate, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        var id = await IdAsync(din, productCode, units, http, ct);
        var record = await units.FindAsync(id, ct) ?? throw Missing(din, productCode);
        var isEnded = record.Fate is not null || record.Unit.Status is nameof(UnitStatus.Issued) or nameof(UnitStatus.Modified);
        if (isEnded)
        {
            return Results.Ok(new UnitAnswer(record, clock.UtcNow() >= record.Unit.ExpiresAt, null));
        }

        await http.EvaluateOnlyAsync("unit.show", ct);
        var vector = await gate.EvaluateAsync(new UnitId(id), ReleaseStage.Release, ct);
        return Results.Ok(new UnitAnswer(record, clock.UtcNow() >= record.Unit.ExpiresAt, VectorAnswer.Of(vector)));
    }

    private static async Task<IResult> TraceAsync(
        string din, string productCode, UnitQueries units, TraceQueries traces, HttpContext http, CancellationToken ct) =>
        Results.Ok(await traces.OfUnitAsync(await IdAsync(din, productCode, units, http, ct), ct));

    private static async Task<IResult> LabelAsync(string din, string productCode, UnitQueries units, HttpContext http, CancellationToken ct)
    {
        var labels = await units.LabelsAsync(await IdAsync(din, productCode, units, http, ct), ct);
        return labels.Count > 0
            ? Results.Ok(UnitLabelAnswer.Of(labels[0]))
            : throw new NotFoundException("LBL-404", $"No label was printed for {din} {productCode} yet.");
    }

    private static async Task<IResult> MoveAsync(
        string din, string productCode, MoveUnitRequest request, UnitQueries units, OperationRunner runner, HttpContext http,
        CancellationToken ct)
    {
        var id = await IdAsync(din, productCode, units, http, ct);
        var operation = http.Operation("unit.move", request.OperationId, body: new { id, request.StorageCode, request.SiteCode });
        return (await runner.RunAsync(operation with { Permission = Permissions.ComponentsRead }, async (scope, token) =>
        {
            var site = scope.GetRequiredService<ICurrentOperation>().Context.SiteId;
            if (request.SiteCode is { } code)
            {
                var all = await scope.GetRequiredService<ISites>().AllAsync(token);
                site = all.FirstOrDefault(s => s.Code.Equals(code, StringComparison.OrdinalIgnoreCase))?.Id
                    ?? throw new InputException("SIT-404", "siteCode", $"There is no site '{code}'.");
            }

            await scope.GetRequiredService<MoveUnit>().RunAsync(new UnitId(id), site, request.StorageCode, token);
            return new UnitMovedAnswer(id, site.Value, request.StorageCode.Trim());
        }, ct)).ToResult();
    }

    private static async Task<Guid> IdAsync(string din, string productCode, UnitQueries units, HttpContext http, CancellationToken ct)
    {
        var (number, product) = (DinText.Read(din), ProductCodeText.Read(productCode));
        return await units.IdOfAsync((await http.SiteAsync()).Id, number, product.Value, ct) ?? throw Missing(number.Value, product.Value);
    }

    private static string? Group(string? text)
    {
        try
        {
            return string.IsNullOrEmpty(text) ? null : BloodGroupCode.Parse(text).Code;
        }
        catch (RuleException refused)
        {
            throw new InputException(refused.Code, "bloodGroup", refused.Message, refused.Facts);
        }
    }

    private static NotFoundException Missing(string din, string productCode) =>
        new("UNT-404", $"There is no unit {din} {productCode} at this site.");
}
