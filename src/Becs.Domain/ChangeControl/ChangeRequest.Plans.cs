using Becs.Domain.Shared;
using Becs.Domain.Signatures;

namespace Becs.Domain.ChangeControl;

/// <content>
/// Plans for running instances: proposed, reviewed and approved like the version itself, by persons the whole request keeps apart. Each signs
/// the hash of the plan.
/// </content>
public sealed partial class ChangeRequest
{
    /// <summary>Proposes a plan, signed. The caller adds it to <see cref="IMigrationPlans"/>.</summary>
    public void ProposePlan(MigrationPlan plan, string comment, OperationContext operation, IIdGenerator ids)
    {
        DemandPlan(plan, MigrationPlanState.Proposed);
        DemandPlanSignature(plan, ChangePart.Author, SignatureMeanings.Authored, operation);
        Add(ChangeStepKind.PlanProposed, ChangeSubmission.Texts.Demand(comment, "comment"), operation, ids, plan: plan);
    }

    /// <summary>The reviewer found the plan right.</summary>
    public void AcceptPlan(MigrationPlan plan, string comment, OperationContext operation, IIdGenerator ids)
    {
        DemandPlan(plan, MigrationPlanState.Proposed);
        DemandPlanSignature(plan, ChangePart.Reviewer, SignatureMeanings.Reviewed, operation);
        plan.Move(MigrationPlanState.Proposed, MigrationPlanState.Reviewed, this);
        Add(ChangeStepKind.PlanAccepted, comment, operation, ids, plan: plan);
    }

    /// <summary>The approver lets the plan be carried out.</summary>
    public void ApprovePlan(MigrationPlan plan, string comment, OperationContext operation, IIdGenerator ids)
    {
        DemandPlan(plan, MigrationPlanState.Reviewed);
        DemandPlanSignature(plan, ChangePart.Approver, SignatureMeanings.Approved, operation);
        plan.Move(MigrationPlanState.Reviewed, MigrationPlanState.Approved, this);
        Add(ChangeStepKind.PlanApproved, comment, operation, ids, plan: plan);
    }

    /// <summary>Nobody carries it out: by the reviewer while it is proposed, by the approver until it is approved. Another plan is another one.</summary>
    public void RejectPlan(MigrationPlan plan, string comment, OperationContext operation, IIdGenerator ids)
    {
        DemandPlan(plan, MigrationPlanState.Proposed, MigrationPlanState.Reviewed);
        var text = ChangeSubmission.Texts.Demand(comment, "comment");
        var byReviewer = plan.State == MigrationPlanState.Proposed && operation.Signature?.Meaning == SignatureMeanings.Reviewed;
        DemandPlanSignature(
            plan, byReviewer ? ChangePart.Reviewer : ChangePart.Approver, byReviewer ? SignatureMeanings.Reviewed : SignatureMeanings.Refused, operation);
        plan.Move(plan.State, MigrationPlanState.Rejected, this);
        Add(ChangeStepKind.PlanRejected, text, operation, ids, plan: plan);
    }

    /// <summary>What this person could do with a plan now.</summary>
    public IReadOnlySet<PlanAct> PlanActs(MigrationPlan plan, OperationContext operation)
    {
        var acts = new HashSet<PlanAct>();
        var reviews = Bars(operation, ChangePart.Reviewer) is null;
        var approves = Bars(operation, ChangePart.Approver) is null;
        if (IsFor(plan) && plan.State == MigrationPlanState.Proposed && reviews)
        {
            acts.UnionWith([PlanAct.Accept, PlanAct.Reject]);
        }

        if (IsFor(plan) && plan.State is MigrationPlanState.Proposed or MigrationPlanState.Reviewed && approves)
        {
            acts.UnionWith(plan.State == MigrationPlanState.Reviewed ? [PlanAct.Approve, PlanAct.Refuse] : [PlanAct.Refuse]);
        }

        if (plan.State == MigrationPlanState.Approved && State == ChangeState.Approved && operation.May(Permissions.WorkflowsApprove))
        {
            acts.Add(PlanAct.CarryOut);
        }

        return acts;
    }

    /// <summary>Whether this person may propose a plan now.</summary>
    public bool MayPropose(OperationContext operation) => TakesPlans && Bars(operation, ChangePart.Author) is null;

    private bool TakesPlans => State is ChangeState.InReview or ChangeState.Validated or ChangeState.Approved;

    private bool IsFor(MigrationPlan plan) =>
        plan.ChangeId == Id && TakesPlans && PackageHash == (plan.ReversesId is null ? plan.TargetHash : plan.SourceHash);

    private void DemandPlan(MigrationPlan plan, params ReadOnlySpan<MigrationPlanState> states)
    {
        if (!IsFor(plan))
        {
            throw new ConflictException("CHG-430", $"{Number} is {State}, and plan {plan.Number} must be about its package {PackageHash}.");
        }

        if (!states.Contains(plan.State))
        {
            throw new ConflictException("CHG-409", $"Plan {plan.Number} of {Number} is {plan.State}.");
        }
    }

    private void DemandPlanSignature(MigrationPlan plan, ChangePart part, string meaning, OperationContext operation)
    {
        if (Bars(operation, part) is { } refusal)
        {
            throw refusal;
        }

        if (operation.Signature is { } given && given.SignedHash != plan.PlanHash)
        {
            throw new ConflictException("CHG-410", $"{Number}: what was signed is not plan {plan.PlanHash}. Read it again and sign again.");
        }

        Demand(operation, meaning, plan.PlanHash);
    }
}

/// <summary>What a person can do with a plan.</summary>
public enum PlanAct
{
    /// <summary>The reviewer accepts it.</summary>
    Accept,

    /// <summary>The reviewer gives it back.</summary>
    Reject,
    Approve,

    /// <summary>The approver gives it back.</summary>
    Refuse,

    /// <summary>Takes instances over.</summary>
    CarryOut,
}
