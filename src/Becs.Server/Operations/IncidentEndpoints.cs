using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Becs.Server.Hosting;
using Becs.Server.Signatures;
using FluentValidation;

namespace Becs.Server.Operations;

public sealed record RetryIncidentRequest(string Reason, Guid? OperationId = null);

public sealed class RetryIncidentRequestValidator : AbstractValidator<RetryIncidentRequest>
{
    public RetryIncidentRequestValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(500);
}

public sealed record CancelIncidentRequest(SignatureRequest Signature, Guid? OperationId = null);

public sealed class CancelIncidentRequestValidator : AbstractValidator<CancelIncidentRequest>
{
    public CancelIncidentRequestValidator() => RuleFor(r => r.Signature).SetValidator(new SignatureRequestValidator());
}

/// <param name="Signature">Who takes it on, and why.</param>
/// <param name="Outcome">The way to go on; needed where the step has no plain one.</param>
/// <param name="OperationId">For repeating the request.</param>
public sealed record SkipIncidentRequest(SignatureRequest Signature, string? Outcome = null, Guid? OperationId = null);

public sealed class SkipIncidentRequestValidator : AbstractValidator<SkipIncidentRequest>
{
    public SkipIncidentRequestValidator()
    {
        RuleFor(r => r.Signature).SetValidator(new SignatureRequestValidator());
        RuleFor(r => r.Outcome).MaximumLength(100);
    }
}

internal static class IncidentEndpoints
{
    public static void MapIncidents(this IEndpointRouteBuilder api)
    {
        var incidents = api.MapGroup("/incidents").WithTags("incidents").RequirePermission(Permissions.IncidentsResolve);
        incidents.MapGet("/", async ([AsParameters] Paging paging, string? state, IncidentDesk desk, HttpContext http, CancellationToken ct) =>
            {
                var caller = (await http.CallerAsync())!;
                return Results.Ok(paging.Cut(await desk.ListAsync([.. caller.Sites.Select(s => s.Id.Value)], IsOpen(state), ct)));
            })
            .WithSummary("Bursts that failed, latest first: open ones unless state is closed or all.").Produces<PageOf<IncidentView>>();
        incidents.MapPost("/{id:guid}/retry", async (
                Guid id, RetryIncidentRequest request, IncidentDesk desk, OperationRunner runner, HttpContext http, CancellationToken ct) =>
                (await desk.RetryAsync(
                    runner, http.Operation("incident.retry", request.OperationId, request.Reason, body: new { id }), id, ct)).ToResult())
            .OfSite((sites, id, ct) => sites.OfIncidentAsync(id, ct))
            .Validate<RetryIncidentRequest>().WithSummary("Applies the submission again, as the person who gave it.").Produces<IncidentView>();
        incidents.MapPost("/{id:guid}/cancel", async (
                Guid id, CancelIncidentRequest request, IncidentDesk desk, OperationRunner runner, HttpContext http, CancellationToken ct) =>
                (await desk.CancelAsync(
                    runner, http.Operation("incident.cancel", request.OperationId, signature: request.Signature, body: new { id }), id, ct)).ToResult())
            .OfSite((sites, id, ct) => sites.OfIncidentAsync(id, ct))
            .Validate<CancelIncidentRequest>().WithSummary("Gives the submission up, or ends the case that stands still; signed with a reason.")
            .Produces<IncidentView>();
        incidents.MapPost("/{id:guid}/skip", async (
                Guid id, SkipIncidentRequest request, IncidentDesk desk, OperationRunner runner, HttpContext http, CancellationToken ct) =>
                (await desk.SkipAsync(
                    runner, http.Operation("incident.skip", request.OperationId, signature: request.Signature, body: new { id, request.Outcome }), id,
                    request.Outcome, ct)).ToResult())
            .OfSite((sites, id, ct) => sites.OfIncidentAsync(id, ct))
            .Validate<SkipIncidentRequest>().WithSummary("Goes on with the failing step completed by the outcome named, in place of its code; signed with a reason.")
            .Produces<IncidentView>().ProducesProblem(422);
        incidents.MapPost("/bulk", async (BulkIncidentsRequest request, IncidentBulk bulk, HttpContext http, CancellationToken ct) =>
            {
                var caller = (await http.CallerAsync())!;
                var operation = http.Operation(
                    $"incident.bulk-{request.Action.ToString().ToLowerInvariant()}", request.OperationId, request.Reason, request.Signature);
                return Results.Ok(await bulk.RunAsync(operation, [.. caller.Sites.Select(s => s.Id.Value)], request, ct));
            })
            .Validate<BulkIncidentsRequest>().WithSummary("Retries or cancels all open incidents of a kind; a dry run says how many.")
            .Produces<BulkIncidentsAnswer>().ProducesProblem(409);
    }

    private static bool? IsOpen(string? state) => state switch
    {
        null or "open" => true,
        "closed" => false,
        "all" => null,
        _ => throw new InputException("INP-406", "state", "state is open, closed or all."),
    };
}
