using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Persistence.ReadModel;
using Becs.Server.Accounts;
using Becs.Server.Hosting;
using Becs.Server.Operations;

namespace Becs.Server.Audit;

internal static class IntegrityEndpoints
{
    public static void MapIntegrity(this IEndpointRouteBuilder api)
    {
        var integrity = api.MapGroup("/integrity").WithTags("audit");
        integrity.MapGet("/", ListAsync).RequirePermission(Permissions.AuditRead)
            .WithSummary("Broken places of the audit trail, latest first, and the incidents that limit them.").Produces<IntegrityList>();
        integrity.MapPost("/proposal", Propose).RequirePermission(Permissions.IntegrityLimit).Validate<ProposeIntegrityRequest>()
            .WithSummary("What an incident would say, with the hash to sign.").Produces<IntegrityProposal>();
        integrity.MapPost("/incidents", OpenAsync).RequirePermission(Permissions.IntegrityLimit).Validate<OpenIntegrityRequest>()
            .WithSummary("States what broken places concern; nothing is let go before a second person confirms it.")
            .Produces<IntegrityAnswer>(StatusCodes.Status201Created).ProducesProblem(409);
        integrity.MapPost("/incidents/{id:guid}/confirm", ConfirmAsync).RequirePermission(Permissions.IntegrityLimit)
            .Validate<ConfirmIntegrityRequest>()
            .WithSummary("The second signature, of another person: the block narrows to what the incident states.")
            .Produces<IntegrityAnswer>().ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> ListAsync([AsParameters] Paging paging, IntegrityQueries queries, CancellationToken ct)
    {
        var (breaks, incidents) = await queries.ListAsync(paging.Skip, paging.Size, ct);
        return Results.Ok(new IntegrityList(
            paging.Of(breaks.Items, breaks.TotalCount),
            [.. incidents.Select(i => new IntegrityIncidentView(i, IntegrityDesk.HashOf(i.BreakIds, i.Kept, i.Statement)))]));
    }

    private static IResult Propose(ProposeIntegrityRequest request) => Results.Ok(new IntegrityProposal(
        SignatureMeanings.Reviewed, IntegrityDesk.HashOf(request.BreakIds, request.Kept, request.Statement)));

    private static async Task<IResult> OpenAsync(OpenIntegrityRequest request, IntegrityDesk desk, HttpContext http, CancellationToken ct)
    {
        var operation = http.Operation(
            "integrity.open", request.OperationId, signature: request.Signature, body: new { request.BreakIds, request.Kept, request.Statement });
        return (await desk.OpenAsync(operation, request, ct)).ToResult(a => Results.Created($"/api/integrity/incidents/{a.IncidentId:D}", a));
    }

    private static async Task<IResult> ConfirmAsync(
        Guid id, ConfirmIntegrityRequest request, IntegrityDesk desk, HttpContext http, CancellationToken ct)
    {
        var operation = http.Operation("integrity.confirm", request.OperationId, signature: request.Signature, body: new { id });
        return (await desk.ConfirmAsync(operation, id, ct)).ToResult();
    }
}

/// <summary>The hash to sign.</summary>
public sealed record IntegrityProposal(string Meaning, string SignedHash);

/// <summary>An incident and the hash both its signatures sign.</summary>
public sealed record IntegrityIncidentView(IntegrityIncidentRow Incident, string SignedHash);

/// <summary>Broken places and incidents.</summary>
public sealed record IntegrityList(PageOf<IntegrityBreakRow> Breaks, IReadOnlyList<IntegrityIncidentView> Incidents);
