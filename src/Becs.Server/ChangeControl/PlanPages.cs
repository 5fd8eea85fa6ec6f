using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Server.Hosting;
using Becs.Server.Shell.Session;
using Becs.Server.Signatures;
using FluentValidation;

namespace Becs.Server.ChangeControl;

/// <summary>Plans for running instances, for their page. What is changed goes through the desks of the API, with its validators.</summary>
internal sealed class PlanPages(
    PageReads pages, PageCaller caller, PlanDesk desk, MigrationRun run, IValidator<ProposePlanRequest> proposals) : IPlanPages
{
    /// <summary>So many at once: the page shows how far it is.</summary>
    private const int AtOnce = 50;

    private const int MostShown = 1000;

    public Task<PlanPageView> FindAsync(Guid change, CancellationToken cancellationToken = default) =>
        pages.EvaluateAsync(Permissions.WorkflowsRead, "change.in-flight", async (scope, operation) =>
        {
            var id = new ChangeId(change);
            var view = await desk.InFlightAsync(scope, id, cancellationToken);
            var found = (await scope.GetRequiredService<IChanges>().FindAsync(id, cancellationToken))!;
            var plans = await scope.GetRequiredService<IMigrationPlans>().OfChangeAsync(id, cancellationToken);
            return new PlanPageView(view, plans.ToDictionary(p => p.Id, p => found.PlanActs(p, operation)), found.MayPropose(operation));
        }, cancellationToken);

    public Task<DryRunView> DryRunAsync(Guid change, PlanRequest plan, Guid? after, CancellationToken cancellationToken = default) =>
        pages.EvaluateAsync(Permissions.WorkflowsRead, "change.dry-run", (scope, operation) =>
            desk.DryRunAsync(scope, new ChangeId(change), new DryRunRequest(plan, after, AtOnce), operation.NowAt, cancellationToken), cancellationToken);

    public Task<PlanProposal> ProposalAsync(Guid change, PlanRequest plan, CancellationToken cancellationToken = default) =>
        pages.EvaluateAsync(Permissions.WorkflowsEdit, "change.plan-proposal", (scope, operation) =>
            desk.ProposalAsync(scope, new ChangeId(change), plan, operation.NowAt, cancellationToken), cancellationToken);

    public async Task ProposeAsync(Guid change, PlanRequest plan, string comment, SignatureRequest signature, CancellationToken cancellationToken = default)
    {
        var request = new ProposePlanRequest(plan, comment, signature);
        var result = await proposals.ValidateAsync(request, cancellationToken);
        if (!result.IsValid)
        {
            throw PageFields.Refused(result);
        }

        var operation = await caller.OperationAsync("change.plan-propose", signature: signature);
        await desk.ProposeAsync(operation with { Permission = Permissions.WorkflowsEdit }, new ChangeId(change), request, cancellationToken);
    }

    public async Task ActAsync(Guid change, Guid plan, PlanAct act, string comment, SignatureRequest signature, CancellationToken cancellationToken = default) =>
        await desk.StepAsync(
            await caller.OperationAsync("change.plan-" + act.ToString().ToLowerInvariant(), signature: signature), new ChangeId(change), plan, act,
            new CommentedStepRequest(signature, comment), cancellationToken);

    public async Task<MigrationProgress> CarryOutAsync(Guid plan, Guid? after, CancellationToken cancellationToken = default) =>
        await run.CarryOutAsync(
            await caller.OperationAsync("change.plan-run") with { Permission = Permissions.WorkflowsApprove }, plan, after, AtOnce, cancellationToken);

    public Task<IReadOnlyList<PlanInstance>> InstancesAsync(Guid plan, CancellationToken cancellationToken = default) =>
        pages.ReadAsync(
            Permissions.WorkflowsRead, (scope, _) => desk.InstancesAsync(scope, plan, null, MostShown, cancellationToken), cancellationToken);
}
