using Becs.Domain.Shared;

namespace Becs.Domain.ChangeControl;

/// <content>What may be offered to a person: exactly what the domain would let them do, a valid signature provided.</content>
public sealed partial class ChangeRequest
{
    /// <summary>What this person could do now.</summary>
    public IReadOnlySet<ChangeAct> OpenTo(OperationContext operation) =>
        ActsNow().Where(a => a.Part is { } part ? Bars(operation, part) is null : MayBesides(operation, a.Act)).Select(a => a.Act).ToHashSet();

    /// <summary>Why somebody whose permission would do is kept from the next step: the code of the separation of duties; null when nobody is.</summary>
    public string? BarOf(OperationContext operation)
    {
        var refusals = ActsNow().Where(a => a.Part is { } part && part != ChangePart.Author && Permitted(operation, part))
            .Select(a => Bars(operation, a.Part!.Value)).ToList();
        return refusals.Count > 0 && refusals.TrueForAll(r => r is not null) ? refusals[0]!.Code : null;
    }

    /// <summary>
    /// What locks a step this person could do otherwise, as the step itself would refuse it: a version approved since, or the evidence. Null when nothing does.
    /// </summary>
    /// <param name="newest">The newest approved version now.</param>
    public BecsException? LockOf(ChangeAct act, PackageRecord? newest, EvidenceOnFile file, OperationContext operation)
    {
        try
        {
            if (act == ChangeAct.Approve)
            {
                DemandBase(BaseHash, newest);
            }

            if (act is ChangeAct.Accept or ChangeAct.Approve)
            {
                file.DemandScenarios(Number, PackageHash);
            }

            if (act == ChangeAct.Approve)
            {
                DemandOtherThanJustified(file, operation);
                file.DemandReplay(Number, PackageHash);
            }

            if (act is ChangeAct.Accept or ChangeAct.Approve)
            {
                file.DemandSameBuild(Number, PackageHash);
            }

            return null;
        }
        catch (Exception refused) when (refused is RuleException or ForbiddenException)
        {
            return (BecsException)refused;
        }
    }

    private IEnumerable<(ChangeAct Act, ChangePart? Part)> ActsNow()
    {
        if (State == ChangeState.InReview && Kind != ChangeKind.Emergency)
        {
            yield return (ChangeAct.Accept, ChangePart.Reviewer);
        }

        if (State == ChangeState.InReview)
        {
            yield return (ChangeAct.Reject, ChangePart.Reviewer);
        }

        if (State == ChangeState.InReview && Kind == ChangeKind.Emergency && !IsVerified)
        {
            yield return (ChangeAct.Verify, ChangePart.Second);
        }

        if (State == ChangeState.Validated || (State == ChangeState.InReview && Kind == ChangeKind.Emergency && IsVerified))
        {
            yield return (ChangeAct.Approve, ChangePart.Approver);
        }

        if (State is ChangeState.InReview or ChangeState.Validated)
        {
            yield return (ChangeAct.Refuse, ChangePart.Approver);
        }

        if (State == ChangeState.Rejected && Kind != ChangeKind.RollBack)
        {
            yield return (ChangeAct.SubmitAgain, ChangePart.Author);
        }

        if (IsReviewOutstanding)
        {
            yield return (ChangeAct.ReviewAfterwards, ChangePart.Reviewer);
        }

        if (State is ChangeState.InReview or ChangeState.Validated or ChangeState.Rejected)
        {
            yield return (ChangeAct.Withdraw, null);
        }

        if (IsOpen)
        {
            yield return (ChangeAct.Comment, null);
        }
    }

    private bool MayBesides(OperationContext operation, ChangeAct act) => act == ChangeAct.Withdraw
        ? operation.May(Permissions.WorkflowsEdit) && _authorIds.Contains(operation.UserId)
        : operation.May(Permissions.WorkflowsEdit) || operation.May(Permissions.WorkflowsValidate) || operation.May(Permissions.WorkflowsApprove);
}

/// <summary>What a person can do with a change request.</summary>
public enum ChangeAct
{
    /// <summary>The reviewer accepts it.</summary>
    Accept,

    /// <summary>The reviewer gives it back.</summary>
    Reject,

    /// <summary>The second person of an emergency change signs.</summary>
    Verify,
    Approve,

    /// <summary>The approver gives it back.</summary>
    Refuse,
    SubmitAgain,
    ReviewAfterwards,
    Withdraw,
    Comment,
}
