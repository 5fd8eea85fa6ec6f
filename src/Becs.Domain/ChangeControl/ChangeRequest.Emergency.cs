using Becs.Contracts.Workflows;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;

namespace Becs.Domain.ChangeControl;

/// <content>What an emergency change has besides: a second person at once, a review afterwards.</content>
public sealed partial class ChangeRequest
{
    /// <summary>The second person of an emergency change signs, before the approver does.</summary>
    public void Verify(PackageRecord package, string comment, OperationContext operation, IIdGenerator ids, IEventSink events)
    {
        DemandState(ChangeState.InReview);
        DemandPackage(package);
        if (Kind != ChangeKind.Emergency || IsVerified)
        {
            throw new ConflictException("CHG-413", $"{Number} needs no second person's signature{(IsVerified ? " any more" : "")}.");
        }

        Demand(operation, ChangePart.Second, SignatureMeanings.Verified);
        Add(ChangeStepKind.Verified, comment, operation, ids);
        events.Raise(Id.Subject, new WorkflowChangeReviewed(Id.Value, DefinitionId, PackageVersion, PackageHash, "verified"));
    }

    /// <summary>The task of the review after an emergency. It is made in the commit of the approval.</summary>
    public void ReviewBy(TaskId task) => ReviewTaskId = IsReviewOutstanding && ReviewTaskId is null
        ? task
        : throw new InvalidOperationException($"{Number} needs no review task.");

    /// <summary>The review after an emergency change, by somebody who had no part in it. Nothing else closes it.</summary>
    /// <param name="isRight">False: what to do about it is another change.</param>
    /// <param name="comment">What was found.</param>
    /// <param name="onBehalfOf">Who lent the turn, when the person acts as a delegate.</param>
    public void ReviewAfterwards(
        bool isRight, string comment, Guid? onBehalfOf, OperationContext operation, IIdGenerator ids, IEventSink events)
    {
        if (!IsReviewOutstanding)
        {
            throw new ConflictException("CHG-414", $"{Number} has no review outstanding.");
        }

        var text = ChangeSubmission.Texts.Demand(comment, "comment");
        Demand(operation, ChangePart.Reviewer, SignatureMeanings.Reviewed, onBehalfOf);
        IsReviewOutstanding = false;
        Add(isRight ? ChangeStepKind.ReviewedAfterwards : ChangeStepKind.ObjectedAfterwards, text, operation, ids, onBehalfOf);
        events.Raise(Id.Subject, new WorkflowChangeReviewed(
            Id.Value, DefinitionId, PackageVersion, PackageHash, isRight ? "accepted-afterwards" : "objected-afterwards"));
    }

    /// <summary>The second person signed what is under review now.</summary>
    public bool IsVerified => StepsOfPackage.Any(s => s.Kind == ChangeStepKind.Verified);
}
