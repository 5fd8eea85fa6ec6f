using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Server.ChangeControl;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using FluentValidation;

namespace Becs.Server.Accounts;

/// <param name="AccountId">Who was trained.</param>
/// <param name="Permission">For what.</param>
/// <param name="TrainedOn">The day of the training.</param>
/// <param name="ValidUntil">The last day it counts.</param>
/// <param name="Evidence">Where the evidence is. Never a name.</param>
/// <param name="OperationId">For repeating it safely.</param>
public sealed record GiveTrainingRequest(Guid AccountId, string Permission, DateOnly TrainedOn, DateOnly ValidUntil, string Evidence, Guid? OperationId = null);

public sealed record EndTrainingRequest(string Reason, Guid? OperationId = null);

/// <param name="IsGated">Whether it is held only with a valid training record.</param>
/// <param name="Reason">Why.</param>
/// <param name="OperationId">For repeating it safely.</param>
public sealed record GatePermissionRequest(bool IsGated, string Reason, Guid? OperationId = null);

public sealed class GiveTrainingRequestValidator : AbstractValidator<GiveTrainingRequest>
{
    public GiveTrainingRequestValidator()
    {
        RuleFor(r => r.AccountId).NotEmpty();
        RuleFor(r => r.Permission).NotEmpty().MaximumLength(100);
        RuleFor(r => r.Evidence).NotEmpty().MaximumLength(TrainingRecord.LongestText);
    }
}

public sealed class EndTrainingRequestValidator : AbstractValidator<EndTrainingRequest>
{
    public EndTrainingRequestValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(TrainingRecord.LongestText);
}

public sealed class GatePermissionRequestValidator : AbstractValidator<GatePermissionRequest>
{
    public GatePermissionRequestValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(500);
}

/// <summary>Training records: kept by those who keep accounts or quality, never by the person for themselves.</summary>
internal static class TrainingEndpoints
{
    public static void MapTraining(this IEndpointRouteBuilder api)
    {
        var training = api.MapGroup("/training").WithTags("accounts").RequirePermission(Permissions.TrainingKeep).ServesWhileWaiting();
        training.MapGet("/accounts/{id:guid}", async (Guid id, TimeProvider clock, HttpContext http, CancellationToken ct) =>
                Results.Ok(await TrainingDesk.FindAsync(http.RequestServices, id, Today(clock, await http.ReaderAsync()), ct)))
            .WithSummary("The training records of an account, and what it lacks.").Produces<TrainingView>().ProducesProblem(404);
        training.MapPost("/records", async (GiveTrainingRequest request, TrainingDesk desk, HttpContext http, CancellationToken ct) =>
                (await desk.GiveAsync(http.Operation("training.record", request.OperationId), request, ct)).ToResult(r => Results.Created($"/api/training/accounts/{r.AccountId:D}", r)))
            .Validate<GiveTrainingRequest>().WithSummary("Records that somebody else was trained for a permission.")
            .Produces<TrainingRecordView>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(404).ProducesProblem(422);
        training.MapPost("/records/{id:guid}/end", async (Guid id, EndTrainingRequest request, TrainingDesk desk, HttpContext http, CancellationToken ct) =>
                (await desk.EndAsync(http.Operation("training.end", request.OperationId, request.Reason), id, request.Reason, ct)).ToResult())
            .Validate<EndTrainingRequest>().WithSummary("Ends a record at once.").Produces<TrainingRecordView>().ProducesProblem(404).ProducesProblem(409);
        training.MapGet("/gates", async (HttpContext http, CancellationToken ct) => Results.Ok(await TrainingDesk.GatesAsync(http.RequestServices, ct)))
            .WithSummary("Which permissions are held only with a valid training record.").Produces<IReadOnlyList<TrainingGateView>>();
        training.MapPut("/gates/{permission}", async (string permission, GatePermissionRequest request, TrainingDesk desk, HttpContext http, CancellationToken ct) =>
                (await desk.GateAsync(http.Operation("training.gate", request.OperationId, request.Reason), permission, request.IsGated, ct)).ToResult())
            .Validate<GatePermissionRequest>().WithSummary("Says whether a permission needs training.").Produces<TrainingGateView>().ProducesProblem(400).ProducesProblem(422);
    }

    internal static DateOnly Today(TimeProvider clock, Caller caller) => clock.UtcNow().LocalDate(caller.Site?.TimeZone ?? TimeZoneInfo.Utc);
}
