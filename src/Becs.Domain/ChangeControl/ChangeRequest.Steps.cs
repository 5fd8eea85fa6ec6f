using Becs.Contracts.Workflows;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;

namespace Becs.Domain.ChangeControl;

/// <content>What can happen to a change request.</content>
public sealed partial class ChangeRequest
{
    /// <summary>
    /// How long after an emergency change its review may take. Our own number: no regulation names one; long enough for a weekend, short enough
    /// that what it did can still be called back.
    /// </summary>
    public static readonly TimeSpan ReviewWithin = TimeSpan.FromHours(72);

    /// <summary>Opens a request with its first submission, signed. The caller adds it to <see cref="IChanges"/>.</summary>
    /// <param name="newest">The newest approved version of the workflow; null when there is none.</param>
    public static ChangeRequest Open(
        ChangeId id, string number, ChangeKind kind, ChangeSubmission submission, PackageRecord? newest, OperationContext operation,
        IIdGenerator ids, IEventSink events)
    {
        var change = new ChangeRequest
        {
            Id = id,
            Number = number,
            Kind = kind,
            DefinitionId = submission.Package.DefinitionId,
            OpenedAt = operation.NowAt,
        };
        change.Take(submission, newest, operation, ids, events);
        return change;
    }

    /// <summary>Submits it again after a rejection: another package of the same request, with its history.</summary>
    public void SubmitAgain(
        ChangeSubmission submission, PackageRecord? newest, OperationContext operation, IIdGenerator ids, IEventSink events)
    {
        DemandState(ChangeState.Rejected);
        if (Kind == ChangeKind.RollBack)
        {
            throw new ConflictException("CHG-419", $"{Number} is a roll-back: withdraw it, and submit a change of its own.");
        }

        if (submission.Package.DefinitionId != DefinitionId)
        {
            throw new ConflictException("CHG-411", $"{Number} is about {DefinitionId}, not about {submission.Package.DefinitionId}.");
        }

        Take(submission, newest, operation, ids, events);
    }

    /// <summary>The reviewer found it right. Gaps in its scenarios lock it until each is justified.</summary>
    public void Accept(PackageRecord package, EvidenceOnFile file, string comment, OperationContext operation, IIdGenerator ids, IEventSink events)
    {
        DemandState(ChangeState.InReview);
        DemandPackage(package);
        if (Kind == ChangeKind.Emergency)
        {
            throw new ConflictException("CHG-412", $"{Number} is an emergency change: it is reviewed after it took effect.");
        }

        Demand(operation, ChangePart.Reviewer, SignatureMeanings.Reviewed);
        file.DemandScenarios(Number, PackageHash);
        file.DemandSameBuild(Number, PackageHash);
        State = ChangeState.Validated;
        package.Move(PackageState.InReview, PackageState.Validated);
        Add(ChangeStepKind.Accepted, comment, operation, ids);
        events.Raise(Id.Subject, new WorkflowChangeReviewed(Id.Value, DefinitionId, PackageVersion, PackageHash, "accepted"));
    }

    /// <summary>Back to its author: by the reviewer while it is in review, by the approver at any time before the approval.</summary>
    public void Reject(PackageRecord package, string comment, OperationContext operation, IIdGenerator ids, IEventSink events)
    {
        DemandState(ChangeState.InReview, ChangeState.Validated);
        DemandPackage(package);
        var text = ChangeSubmission.Texts.Demand(comment, "comment");
        var byReviewer = State == ChangeState.InReview && operation.Signature?.Meaning == SignatureMeanings.Reviewed;
        Demand(operation, byReviewer ? ChangePart.Reviewer : ChangePart.Approver, byReviewer ? SignatureMeanings.Reviewed : SignatureMeanings.Refused);
        package.Move(package.State, PackageState.Rejected);
        State = ChangeState.Rejected;
        Add(ChangeStepKind.Rejected, text, operation, ids);
        events.Raise(Id.Subject, new WorkflowChangeReviewed(Id.Value, DefinitionId, PackageVersion, PackageHash, "rejected"));
    }

    /// <summary>From now on, or from the time given, its package starts new instances; those that run stay where they are.</summary>
    /// <param name="package">The package of the last submission.</param>
    /// <param name="newest">The newest approved version now.</param>
    /// <param name="file">What was worked out and signed about it: gaps lock it.</param>
    /// <param name="effectiveFromAt">From when (UTC), not in the past; at once when null.</param>
    public void Approve(
        PackageRecord package, PackageRecord? newest, EvidenceOnFile file, DateTime? effectiveFromAt, string comment, OperationContext operation,
        IIdGenerator ids, IEventSink events)
    {
        DemandState(Kind == ChangeKind.Emergency ? ChangeState.InReview : ChangeState.Validated);
        DemandPackage(package);
        Demand(operation, ChangePart.Approver, SignatureMeanings.Approved);
        if (Kind == ChangeKind.Emergency && !IsVerified)
        {
            throw new RuleException("CHG-021", $"{Number} is an emergency change: a second person signs it before its approval.");
        }

        if (effectiveFromAt < operation.NowAt)
        {
            throw new InputException("CHG-046", "effectiveFrom", $"{Number} cannot have taken effect before it is approved: name a time to come, or none for at once.");
        }

        DemandBase(BaseHash, newest);
        DemandOtherThanJustified(file, operation);
        file.DemandScenarios(Number, PackageHash);
        file.DemandReplay(Number, PackageHash);
        file.DemandSameBuild(Number, PackageHash);
        EffectiveFromAt = package.Approve(operation, effectiveFromAt);
        State = ChangeState.Approved;
        if (Kind == ChangeKind.Emergency)
        {
            (ReviewDueAt, IsReviewOutstanding) = (operation.NowAt + ReviewWithin, true);
        }

        Add(ChangeStepKind.Approved, comment, operation, ids, effectiveFromAt: EffectiveFromAt);
        events.Raise(Id.Subject, new WorkflowChangeApproved(
            Id.Value, DefinitionId, PackageVersion, PackageHash, EffectiveFromAt.Value, Kind == ChangeKind.Emergency));
    }

    /// <summary>Gives the request up. Its author does it, and needs no signature for it.</summary>
    public void Withdraw(PackageRecord package, string comment, OperationContext operation, IIdGenerator ids, IEventSink events)
    {
        DemandState(ChangeState.InReview, ChangeState.Validated, ChangeState.Rejected);
        DemandPackage(package);
        var text = ChangeSubmission.Texts.Demand(comment, "comment");
        if (!operation.May(Permissions.WorkflowsEdit) || !_authorIds.Contains(operation.UserId))
        {
            throw new ForbiddenException("CHG-014", $"{Number} is withdrawn by who wrote it.", Fact(ChangePart.Author));
        }

        if (State != ChangeState.Rejected)
        {
            package.Move(package.State, PackageState.Withdrawn);
        }

        State = ChangeState.Withdrawn;
        Add(ChangeStepKind.Withdrawn, text, operation, ids);
        events.Raise(Id.Subject, new WorkflowChangeWithdrawn(Id.Value, DefinitionId, PackageVersion, PackageHash));
    }

    /// <summary>Says something about it, perhaps about a step of the workflow.</summary>
    public ChangeComment Comment(string text, string? activityId, ChangeComment? parent, OperationContext operation, IIdGenerator ids)
    {
        if (!operation.May(Permissions.WorkflowsEdit) && !operation.May(Permissions.WorkflowsValidate) && !operation.May(Permissions.WorkflowsApprove))
        {
            throw new ForbiddenException("CHG-001", $"{Number}: this needs another permission.");
        }

        if (!IsOpen)
        {
            throw new ConflictException("CHG-409", $"{Number} is {State}: nothing is added to it any more.");
        }

        return new ChangeComment
        {
            Id = ids.New(),
            ChangeId = Id,
            ParentId = parent is null ? null : parent.ChangeId == Id
                ? parent.ParentId ?? parent.Id
                : throw new InputException("CHG-033", "parentId", $"The comment answered is not one of {Number}."),
            ActivityId = parent is null ? activityId : parent.ActivityId,
            PackageHash = PackageHash,
            Text = ChangeSubmission.Texts.Demand(text, "text"),
            UserId = operation.UserId,
            PrintedName = operation.PrintedName,
            RecordedAt = operation.NowAt,
        };
    }

    private void Take(ChangeSubmission submission, PackageRecord? newest, OperationContext operation, IIdGenerator ids, IEventSink events)
    {
        submission.Check();
        if (Bars(operation, ChangePart.Author) is { } refusal)
        {
            throw refusal;
        }

        foreach (var part in new[] { ChangePart.Reviewer, ChangePart.Approver, ChangePart.Second })
        {
            if (submission.AuthorIds.Any(a => Did(a, part)))
            {
                throw Barred("CHG-015", "it holds the work of somebody who reviewed, seconded or decided on it", ChangePart.Author);
            }
        }

        var package = submission.Package;
        DemandBase(submission.BaseHash, newest);
        Demand(operation, SignatureMeanings.Authored, package.PackageHash);
        if (package.State != PackageState.InReview)
        {
            throw new ConflictException("CHG-415", $"Package {package.PackageHash} is {package.State}: it is not a new one.");
        }

        (PackageHash, PackageVersion, BaseHash, State) = (package.PackageHash, package.DefinitionVersion, submission.BaseHash, ChangeState.InReview);
        VendorVersionId = submission.VendorVersionId;
        (Reason, _requirementIds) = (submission.Reason.Trim(), [.. submission.RequirementIds.Distinct(StringComparer.Ordinal)]);
        (Severity, Probability, Detectability) = (submission.Risk.Severity, submission.Risk.Probability, submission.Risk.Detectability);
        _authorIds = [.. _authorIds.Append(operation.UserId).Concat(submission.AuthorIds).Distinct()];
        Add(ChangeStepKind.Submitted, Reason, operation, ids, submission: submission);
        events.Raise(Id.Subject, new WorkflowChangeSubmitted(Id.Value, DefinitionId, PackageVersion, PackageHash, Kind.ToString()));
    }

    private void Add(
        ChangeStepKind kind, string comment, OperationContext operation, IIdGenerator ids, Guid? onBehalfOf = null, DateTime? effectiveFromAt = null,
        ChangeSubmission? submission = null, MigrationPlan? plan = null)
    {
        var signature = kind == ChangeStepKind.Withdrawn ? null : operation.Signature;
        _steps.Add(new ChangeStep
        {
            Id = ids.New(),
            ChangeId = Id,
            Ordinal = _steps.Count + 1,
            Kind = kind,
            UserId = operation.UserId,
            PrintedName = operation.PrintedName,
            OnBehalfOfId = onBehalfOf == operation.UserId ? null : onBehalfOf,
            Meaning = signature?.Meaning,
            SignatureId = signature?.Id,
            PackageHash = PackageHash,
            PackageVersion = PackageVersion,
            BaseHash = submission?.BaseHash,
            DraftHash = submission?.DraftHash,
            PlanHash = plan?.PlanHash,
            Comment = comment.Trim(),
            RequirementIds = submission is null ? [] : RequirementIds,
            Risk = submission?.Risk,
            EffectiveFromAt = effectiveFromAt,
            RecordedAt = operation.NowAt,
        });
        Version++;
    }

    private void DemandState(params ReadOnlySpan<ChangeState> states)
    {
        if (!states.Contains(State))
        {
            throw new ConflictException("CHG-409", $"{Number} is {State}.", new Dictionary<string, string> { ["state"] = State.ToString() });
        }
    }

    private void DemandPackage(PackageRecord package)
    {
        if (package.PackageHash != PackageHash)
        {
            throw new ConflictException("CHG-410", $"{Number} is about package {PackageHash}.");
        }
    }

    private void DemandBase(string? baseHash, PackageRecord? newest)
    {
        if (newest?.PackageHash != baseHash)
        {
            throw new RuleException("CHG-020",
                $"The change was made from {(baseHash is null ? "nothing" : $"package {baseHash}")}, but version {newest?.DefinitionVersion} is approved since: "
                + "begin the draft anew from that.",
                new Dictionary<string, string> { ["approved"] = newest?.PackageHash ?? "", ["base"] = baseHash ?? "" });
        }
    }
}
