using Becs.Domain.Donations;
using Becs.Domain.Isbt128;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Accounts;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using ReadRow = Becs.Persistence.ReadModel.DonationRow;

namespace Becs.Server.Donations;

internal static class DonationEndpoints
{
    public static void MapDonations(this IEndpointRouteBuilder api)
    {
        var donations = api.MapGroup("/donations").WithTags("donations");
        donations.MapGet("/", ListAsync).RequirePermission(Permissions.DonationsRead)
            .WithSummary("Donations registered at the site, latest first.").Produces<PageOf<ReadRow>>();
        donations.MapGet("/{din}", GetAsync).RequirePermission(Permissions.DonationsRead).OfSiteOfBlood()
            .WithSummary("A donation: facts, tests, bags, verdict, timeline.").Produces<DonationRecord>().ProducesProblem(404);
        donations.MapGet("/{din}/trace", TraceAsync).RequirePermission(Permissions.DonationsRead).OfSiteOfBlood()
            .WithSummary("From the donor to every recipient: ids and codes.").Produces<TraceRecord>().ProducesProblem(404);
        donations.MapGet("/{din}/label", LabelAsync).RequirePermission(Permissions.DonationsRead).OfSiteOfBlood()
            .WithSummary("What the labels of the donation's set carry.").Produces<DonationLabelAnswer>().ProducesProblem(404);
        donations.MapPost("/{din}/samples/receive", ReceiveAsync).RequirePermission(Permissions.TestsEnter)
            .OfSiteOfBlood()
            .Validate<ReceiveSamplesRequest>()
            .WithSummary("The laboratory scanned the donation's tubes in.").Produces<SamplesReceivedAnswer>().ProducesProblem(404);
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] Paging paging, string? status, string? verdict, DonationQueries donations, HttpContext http, CancellationToken ct)
    {
        var found = await donations.ListAsync(
            (await http.SiteAsync()).Id, EnumText.Read<DonationStatus>(status, "status"), verdict, paging.Skip, paging.Size, ct);
        return Results.Ok(paging.Of(found.Items, found.TotalCount));
    }

    private static async Task<IResult> GetAsync(string din, DonationQueries donations, HttpContext http, CancellationToken ct)
    {
        var number = DinText.Read(din);
        return Results.Ok(await donations.FindAsync((await http.SiteAsync()).Id, number, ct) ?? throw Missing(number));
    }

    private static async Task<IResult> TraceAsync(
        string din, DonationQueries donations, TraceQueries traces, HttpContext http, CancellationToken ct)
    {
        var number = DinText.Read(din);
        var id = await donations.IdOfAsync((await http.SiteAsync()).Id, number, ct) ?? throw Missing(number);
        return Results.Ok(await traces.OfDonationAsync(id, ct));
    }

    private static async Task<IResult> LabelAsync(string din, DonationQueries donations, HttpContext http, CancellationToken ct)
    {
        var number = DinText.Read(din);
        _ = await donations.IdOfAsync((await http.SiteAsync()).Id, number, ct) ?? throw Missing(number);
        string With(string flag) => $"={number.Value}{flag}";
        return Results.Ok(new DonationLabelAnswer(number.Value, number.Format(), With("00"), With("08"), With("07"), With("09"), With("06")));
    }

    private static async Task<IResult> ReceiveAsync(
        string din, ReceiveSamplesRequest request, DonationQueries donations, OperationRunner runner, HttpContext http, CancellationToken ct)
    {
        var number = DinText.Read(din);
        var id = await donations.IdOfAsync((await http.SiteAsync()).Id, number, ct) ?? throw Missing(number);
        var operation = http.Operation("samples.receive", request.OperationId, body: new { Din = number.Value, request.SampleIds });
        return (await runner.RunAsync(operation with { Permission = Permissions.TestsEnter }, async (scope, token) =>
        {
            await scope.GetRequiredService<SampleTransport>().ReceiveAsync(new DonationId(id), request.SampleIds, token);
            var donation = await scope.GetRequiredService<IDonations>().FindAsync(new DonationId(id), token);
            return new SamplesReceivedAnswer(number.Value, [.. donation!.Samples.Where(s => s.ReceivedAt is not null).Select(s => s.Id)]);
        }, ct)).ToResult();
    }

    private static NotFoundException Missing(DonationNumber din) => new("DNT-404", $"There is no donation {din} at this site.");
}
