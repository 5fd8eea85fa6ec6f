using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using Becs.Server.Signatures;
using FluentValidation;

namespace Becs.Server.ChangeControl;

/// <param name="Signature">Meaning <c>acknowledged</c>, on the training's hash.</param>
/// <param name="OperationId">For repeating it safely.</param>
public sealed record AcknowledgeTrainingRequest(SignatureRequest Signature, Guid? OperationId = null);

public sealed class AcknowledgeTrainingRequestValidator : AbstractValidator<AcknowledgeTrainingRequest>
{
    public AcknowledgeTrainingRequestValidator() => RuleFor(r => r.Signature).SetValidator(new SignatureRequestValidator());
}

/// <summary>A person's own training, and how far a change is with it.</summary>
internal static class TrainingNeedEndpoints
{
    public static void MapTrainingNeeds(this IEndpointRouteBuilder api)
    {
        var mine = api.MapGroup("/my-training").WithTags("changes").RequirePermission(Permissions.TasksRead);
        mine.MapGet("/", async (TimeProvider clock, HttpContext http, CancellationToken ct) =>
            {
                var caller = await http.ReaderAsync();
                return Results.Ok(new MyTrainingView(
                    await TrainingNeedDesk.OpenAsync(http.RequestServices, caller.UserId, caller.Roles, ct),
                    await TrainingDesk.FindAsync(http.RequestServices, caller.UserId, TrainingEndpoints.Today(clock, caller), ct)));
            })
            .WithSummary("What the caller has to acknowledge, and the training records there are of them.").Produces<MyTrainingView>();
        mine.MapPost("/{need:guid}/acknowledge", async (Guid need, AcknowledgeTrainingRequest request, TrainingNeedDesk desk, HttpContext http, CancellationToken ct) =>
                (await desk.AcknowledgeAsync(
                    http.Operation("training.acknowledge", request.OperationId, signature: request.Signature), need, request.Signature, ct)).ToResult())
            .Validate<AcknowledgeTrainingRequest>().RequirePermission(Permissions.TasksWork).WithSummary("Signs that the caller has been trained for what a version asks of their role.")
            .Produces<TrainingNeedView>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        api.MapGet("/changes/{id:guid}/training", async (Guid id, IChanges changes, TimeProvider clock, HttpContext http, CancellationToken ct) =>
                await changes.FindAsync(new ChangeId(id), ct) is { } change
                    ? Results.Ok(await TrainingNeedDesk.OfChangeAsync(http.RequestServices, change, clock.UtcNow(), ct))
                    : throw new NotFoundException("CHG-404", $"There is no change {id:D}."))
            .WithTags("changes").RequirePermission(Permissions.WorkflowsRead).WithSummary("The trainings a change asks for, and how many of whom have acknowledged them.")
            .Produces<IReadOnlyList<TrainingProgressView>>().ProducesProblem(404);
    }
}

/// <param name="ToAcknowledge">What the person has to acknowledge before they work by a version.</param>
/// <param name="Records">Their training records.</param>
public sealed record MyTrainingView(IReadOnlyList<TrainingNeedView> ToAcknowledge, TrainingView Records);
