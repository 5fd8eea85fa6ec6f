using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Becs.Server.Hosting;
using Becs.Server.Operations;

namespace Becs.Server.ChangeControl;

/// <summary>Running instances of a changed workflow: where they stand, and plans that take them to its version.</summary>
internal static class PlanEndpoints
{
    public static void MapPlans(this IEndpointRouteBuilder api)
    {
        var plans = api.MapGroup("/changes/{id:guid}").WithTags("changes");
        plans.MapGet("/in-flight", async (Guid id, PlanDesk desk, HttpContext http, CancellationToken ct) =>
                Results.Ok(await desk.InFlightAsync(http.RequestServices, new ChangeId(id), ct)))
            .RequirePermission(Permissions.WorkflowsRead)
            .WithSummary("How many instances stand at which step of which version, and the plans for them.").Produces<InFlightView>().ProducesProblem(404);
        plans.MapPost("/plans/dry-run", async (Guid id, DryRunRequest request, PlanDesk desk, TimeProvider clock, HttpContext http, CancellationToken ct) =>
                Results.Ok(await desk.DryRunAsync(http.RequestServices, new ChangeId(id), request, clock.UtcNow(), ct)))
            .Validate<DryRunRequest>().RequirePermission(Permissions.WorkflowsRead)
            .WithSummary("What a plan would do to the next instances; nothing is written.").Produces<DryRunView>().ProducesProblem(404).ProducesProblem(422);
        plans.MapPost("/plans/proposal", async (Guid id, PlanRequest request, PlanDesk desk, TimeProvider clock, HttpContext http, CancellationToken ct) =>
                Results.Ok(await desk.ProposalAsync(http.RequestServices, new ChangeId(id), request, clock.UtcNow(), ct)))
            .Validate<PlanRequest>().RequirePermission(Permissions.WorkflowsEdit)
            .WithSummary("What a plan would say, with the hash to sign.").Produces<PlanProposal>().ProducesProblem(404).ProducesProblem(422);
        plans.MapPost("/plans", async (Guid id, ProposePlanRequest request, PlanDesk desk, HttpContext http, CancellationToken ct) =>
                (await desk.ProposeAsync(http.Operation("change.plan-propose", request.OperationId, signature: request.Signature), new ChangeId(id), request, ct))
                    .ToResult(plan => Results.Created($"/api/changes/{id:D}/in-flight", new { id = plan })))
            .Validate<ProposePlanRequest>().RequirePermission(Permissions.WorkflowsEdit).WithSummary("Proposes a plan, signing its hash.")
            .Produces(StatusCodes.Status201Created).ProducesProblem(403).ProducesProblem(409).ProducesProblem(422);
        Step(plans, "accept", PlanAct.Accept, Permissions.WorkflowsValidate, "The reviewer accepts a plan.");
        Step(plans, "reject", PlanAct.Reject, Permissions.WorkflowsValidate, "The reviewer gives a plan back.");
        Step(plans, "approve", PlanAct.Approve, Permissions.WorkflowsApprove, "The approver lets a plan be carried out.");
        Step(plans, "refuse", PlanAct.Refuse, Permissions.WorkflowsApprove, "The approver gives a plan back.");
        plans.MapPost("/plans/{plan:guid}/run", RunAsync).Validate<CarryOutRequest>().RequirePermission(Permissions.WorkflowsApprove)
            .WithSummary("Takes the next instances over, each in a commit of its own; call it again with what it answers until all were looked at.")
            .Produces<MigrationProgress>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        plans.MapGet("/plans/{plan:guid}/instances", InstancesAsync).RequirePermission(Permissions.WorkflowsRead)
            .WithSummary("What a plan did to each instance, with the reasons of those that stay.").Produces<IReadOnlyList<PlanInstance>>().ProducesProblem(404);
    }

    private static void Step(RouteGroupBuilder plans, string path, PlanAct act, string permission, string summary) =>
        plans.MapPost("/plans/{plan:guid}/" + path, async (Guid id, Guid plan, CommentedStepRequest request, PlanDesk desk, HttpContext http, CancellationToken ct) =>
                (await desk.StepAsync(
                    http.Operation("change.plan-" + path, request.OperationId, signature: request.Signature), new ChangeId(id), plan, act, request, ct))
                    .ToResult(answer => Results.Ok(new { id = answer })))
            .Validate<CommentedStepRequest>().RequirePermission(permission).WithSummary(summary)
            .ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    private static async Task<IResult> RunAsync(
        Guid id, Guid plan, CarryOutRequest request, MigrationRun run, IMigrationPlans plans, HttpContext http, CancellationToken ct) =>
        await plans.FindAsync(plan, ct) is { } found && found.ChangeId.Value == id
            ? Results.Ok(await run.CarryOutAsync(http.Operation("change.plan-run"), plan, request.After, request.Limit, ct))
            : throw new NotFoundException("CHG-434", $"The change {id:D} has no plan {plan:D}.");

    private static async Task<IResult> InstancesAsync(
        Guid id, Guid plan, Guid? after, IMigrationPlans plans, PlanDesk desk, HttpContext http, CancellationToken ct) =>
        await plans.FindAsync(plan, ct) is { } found && found.ChangeId.Value == id
            ? Results.Ok(await desk.InstancesAsync(http.RequestServices, plan, after, 1000, ct))
            : throw new NotFoundException("CHG-434", $"The change {id:D} has no plan {plan:D}.");
}
