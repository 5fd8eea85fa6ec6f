using System.Globalization;
using Becs.Domain.Donors;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Accounts;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using ReadRow = Becs.Persistence.ReadModel.DonorRow;

namespace Becs.Server.Donors;

internal static class DonorEndpoints
{
    public static void MapDonors(this IEndpointRouteBuilder api)
    {
        var donors = api.MapGroup("/donors").WithTags("donors");
        donors.MapPost("/", RegisterAsync).RequirePermission(Permissions.DonorsRegister).Validate<RegisterDonorRequest>()
            .WithSummary("Registers a donor, unless the person certainly has a record.")
            .Produces<DonorRegisteredAnswer>(StatusCodes.Status201Created).ProducesProblem(422);
        donors.MapGet("/", ListAsync).RequirePermission(Permissions.DonorsRead)
            .WithSummary("Donors, latest registered first. Names are searched with POST /api/donors/search.").Produces<PageOf<DonorListItem>>();
        donors.MapPost("/search", SearchAsync).RequirePermission(Permissions.DonorsRead).Validate<SearchDonorsRequest>()
            .WithSummary("Donors whose names, birth date or numbers match, best first.").Produces<PageOf<DonorListItem>>();
        donors.MapGet("/{id:guid}", GetAsync).RequirePermission(Permissions.DonorsRead).WithSummary("One donor.")
            .Produces<DonorAnswer>().ProducesProblem(404);
        donors.MapGet("/{id:guid}/deferrals", DeferralsAsync).RequirePermission(Permissions.DonorsRead)
            .WithSummary("The deferral registry's rows of a donor.").Produces<PageOf<DeferralAnswer>>().ProducesProblem(404);
        donors.MapGet("/{id:guid}/trace", TraceAsync).RequirePermission(Permissions.DonationsRead)
            .WithSummary("Every donation of a donor and where it went: ids and codes.").Produces<TraceRecord>().ProducesProblem(404);
    }

    private static async Task<IResult> RegisterAsync(
        RegisterDonorRequest request, OperationRunner runner, HttpContext http, CancellationToken ct) =>
        (await runner.RunAsync(
            http.Operation("donor.register", request.OperationId, body: request) with { Permission = Permissions.DonorsRegister },
            async (scope, token) =>
                DonorRegisteredAnswer.Of(await scope.GetRequiredService<RegisterDonor>().ExecuteAsync(request.ToIdentity(), token)), ct)).ToResult(answer => Results.Created($"/api/donors/{answer.Id:D}", answer));

    private static async Task<IResult> ListAsync(
        [AsParameters] Paging paging, string? donorNumber, DonorQueries donors, IPersonalRecords personal, HttpContext http,
        CancellationToken ct)
    {
        var found = await donors.ListAsync(donorNumber, await http.SiteTodayAsync(), paging.Skip, paging.Size, ct);
        return Results.Ok(paging.Of(await NamedAsync(found.Items, personal, ct), found.TotalCount));
    }

    private static async Task<IResult> SearchAsync(
        SearchDonorsRequest request, [AsParameters] Paging paging, DonorQueries donors, IPersonalRecords personal, HttpContext http,
        CancellationToken ct)
    {
        var fields = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [DonorFields.Family] = request.FamilyName,
            [DonorFields.Given] = request.GivenName,
            [DonorFields.BirthDate] = request.BirthDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            [DonorFields.NationalId] = request.NationalId,
            [DonorFields.Phone] = request.Phone,
        }.Where(f => !string.IsNullOrWhiteSpace(f.Value)).ToDictionary(f => f.Key, f => f.Value!, StringComparer.Ordinal);
        var persons = await personal.SearchAsync(SubjectKinds.Donor, fields, Paging.MaxPageSize, ct);
        var page = paging.Cut([.. persons.Select(p => p.Id)]);
        var rows = await donors.FindAsync([.. page.Items], await http.SiteTodayAsync(), ct);
        return Results.Ok(paging.Of(await NamedAsync(rows, personal, ct), page.TotalCount));
    }

    private static async Task<IResult> GetAsync(
        Guid id, DonorQueries donors, IPersonalRecords personal, HttpContext http, CancellationToken ct)
    {
        var reader = await http.ReaderAsync();
        var donor = await donors.FindAsync(id, [.. reader.Sites.Select(s => s.Id)], ct) ?? throw Missing(id);
        var (confidential, today) = (reader.May(Permissions.DonorsReadConfidential), await http.SiteTodayAsync());
        return Results.Ok(new DonorAnswer(
            donor.Id, donor.DonorNumber, donor.RegisteredAt, donor.MergedInto, [.. donor.Closure.Where(c => c != id)],
            await IdentityAsync(personal, id, ct), [.. donor.Deferrals.Select(d => DeferralAnswer.Of(d, confidential, today))], donor.Visits,
            donor.Donations));
    }

    private static async Task<IResult> DeferralsAsync(
        Guid id, [AsParameters] Paging paging, DonorQueries donors, HttpContext http, CancellationToken ct)
    {
        var found = await donors.DeferralsAsync(id, paging.Skip, paging.Size, ct) ?? throw Missing(id);
        var (confidential, today) = ((await http.ReaderAsync()).May(Permissions.DonorsReadConfidential), await http.SiteTodayAsync());
        return Results.Ok(paging.Of([.. found.Items.Select(d => DeferralAnswer.Of(d, confidential, today))], found.TotalCount));
    }

    private static async Task<IResult> TraceAsync(Guid id, DonorQueries donors, TraceQueries traces, HttpContext http, CancellationToken ct)
    {
        _ = (await donors.FindAsync([id], await http.SiteTodayAsync(), ct)).FirstOrDefault() ?? throw Missing(id);
        return Results.Ok(await traces.OfDonorAsync(id, ct));
    }

    private static async Task<List<DonorListItem>> NamedAsync(IReadOnlyList<ReadRow> rows, IPersonalRecords personal, CancellationToken ct)
    {
        var items = new List<DonorListItem>();
        foreach (var row in rows)
        {
            items.Add(DonorListItem.Of(row, await IdentityAsync(personal, row.Id, ct)));
        }

        return items;
    }

    private static Task<DonorIdentity?> IdentityAsync(IPersonalRecords personal, Guid id, CancellationToken ct) =>
        personal.GetAsync<DonorIdentity>(PersonRef.Of(new DonorId(id)), DonorRecords.Identity, id, ct);

    private static NotFoundException Missing(Guid id) => new("DON-404", $"There is no donor {id:D}.");
}
