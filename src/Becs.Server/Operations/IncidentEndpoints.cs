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

internal static class IncidentEndpoints
{
    public static void MapIncidents(this IEndpointRouteBuilder api)
    {
        var incidents = api.MapGroup("/incidents").WithTags("incidents").RequirePermission(Permissions.IncidentsResolve);
        incidents.MapGet("/", async ([AsParameters] Paging paging, IncidentDesk desk, HttpContext http, CancellationToken ct) =>
            {
                var caller = (await http.CallerAsync())!;
                return Results.Ok(paging.Cut(await desk.ListAsync([.. caller.Sites.Select(s => s.Id.Value)], ct)));
            })
            .WithSummary("Submissions received and not applied, oldest first.").Produces<PageOf<IncidentView>>();
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
            .Validate<CancelIncidentRequest>().WithSummary("Gives the submission up, signed with a reason.").Produces<IncidentView>();
    }
}
