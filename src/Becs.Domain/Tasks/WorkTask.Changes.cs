using Becs.Contracts.Tasks;
using Becs.Domain.Shared;

namespace Becs.Domain.Tasks;

/// <content>What can happen to a task. Every change but escalation raises the revision.</content>
public sealed partial class WorkTask
{
    /// <summary>Makes an open task. The caller adds it to <see cref="ITasks"/>.</summary>
    public static WorkTask Create(TaskId id, TaskSpecification specification, OperationContext operation, IEventSink events)
    {
        if (specification.Outcomes.Count == 0)
        {
            throw new RuleException("TSK-001", $"Task {id.Value:D} has no outcome.");
        }

        if (specification.CandidatePermission is null && specification.CandidateRoles.Count == 0)
        {
            throw new RuleException("TSK-002", $"Task {id.Value:D} names neither a permission nor a role: nobody could do it.");
        }

        var task = new WorkTask(id, specification, operation.NowAt);
        events.Raise(id.Subject, new TaskCreated(
            id.Value, task.Process, task.TitleKey, task.SubjectKind, task.SubjectId, task.DueAt));
        return task;
    }

    /// <summary>Takes the task. Taking it again changes nothing.</summary>
    public void Claim(OperationContext operation, int expectedRevision, IEventSink events)
    {
        DemandOpen();
        DemandWorker(operation);
        if (State == TaskState.Claimed && ClaimedById == operation.UserId)
        {
            return;
        }

        DemandRevision(expectedRevision);
        if (State == TaskState.Claimed)
        {
            throw Conflict("is claimed by another account");
        }

        State = TaskState.Claimed;
        ClaimedById = operation.UserId;
        ClaimedAt = operation.NowAt;
        Revision++;
        events.Raise(Id.Subject, new TaskClaimed(Id.Value, operation.UserId));
    }

    /// <summary>Gives it back. Only who claimed it may, or who may reassign.</summary>
    public void Release(OperationContext operation, int expectedRevision, IEventSink events)
    {
        DemandRevision(expectedRevision);
        if (State != TaskState.Claimed || ClaimedById is not { } holder)
        {
            throw Conflict("is not claimed");
        }

        if (holder != operation.UserId)
        {
            Demand(operation, Permissions.TasksReassign);
        }

        ToOpen();
        events.Raise(Id.Subject, new TaskReleased(Id.Value, holder));
    }

    /// <summary>Gives the task to one account; needs <see cref="Permissions.TasksReassign"/>.</summary>
    public void Assign(OperationContext operation, Guid userId, string reasonCode, int expectedRevision, IEventSink events)
    {
        DemandRevision(expectedRevision);
        DemandOpen();
        Demand(operation, Permissions.TasksReassign);
        DemandNotExcluded(userId);
        AssignedToId = userId;
        ToOpen();
        events.Raise(Id.Subject, new TaskAssigned(Id.Value, userId, reasonCode));
    }

    /// <summary>Lets another account do it during a period. Who holds it may, or who may reassign.</summary>
    public void Delegate(
        OperationContext operation, Guid userId, DateTime fromAt, DateTime untilAt, int expectedRevision, IEventSink events)
    {
        DemandRevision(expectedRevision);
        DemandOpen();
        if ((ClaimedById ?? AssignedToId) != operation.UserId)
        {
            Demand(operation, Permissions.TasksReassign);
        }

        DemandNotExcluded(userId);
        if (untilAt <= fromAt || untilAt <= operation.NowAt)
        {
            throw new InputException("TSK-003", "untilAt", $"Task {Id.Value:D}: a delegation ends after it begins, and in the future.");
        }

        (DelegatedToId, DelegatedFromAt, DelegatedUntilAt) = (userId, fromAt, untilAt);
        Revision++;
        events.Raise(Id.Subject, new TaskDelegated(Id.Value, userId, fromAt, untilAt));
    }

    /// <summary>
    /// Closes the task with an outcome. The person must be a candidate and not excluded, the revision the one seen, and where the task asks
    /// for a signature it must have been given in this operation, on <see cref="RecordHash"/>.
    /// </summary>
    public void Complete(OperationContext operation, string outcome, int expectedRevision, IEventSink events)
    {
        DemandOpen();
        DemandWorker(operation);
        DemandRevision(expectedRevision);
        if (State == TaskState.Claimed && ClaimedById != operation.UserId && !IsDelegate(operation))
        {
            throw new ForbiddenException("TSK-012", $"Task {Id.Value:D} is claimed by another account.");
        }

        if (!_outcomes.Contains(outcome, StringComparer.Ordinal))
        {
            throw new InputException(
                "TSK-004", "outcome", $"Task {Id.Value:D} has no outcome '{outcome}'. Outcomes: {string.Join(", ", _outcomes)}.");
        }

        DemandSignature(operation);
        State = TaskState.Completed;
        Outcome = outcome;
        CompletedById = operation.UserId;
        ClosedAt = operation.NowAt;
        SignatureId = operation.Signature?.Id;
        EscalationAt = null;
        Revision++;
        events.Raise(Id.Subject, new TaskCompleted(Id.Value, outcome, operation.UserId, SignatureId));
    }

    /// <summary>The workflow no longer needs it. Cancelling a closed task changes nothing.</summary>
    public void Cancel(OperationContext operation, string reasonCode, IEventSink events)
    {
        if (!IsOpen)
        {
            return;
        }

        State = TaskState.Cancelled;
        CancelReasonCode = reasonCode;
        ClosedAt = operation.NowAt;
        EscalationAt = null;
        Revision++;
        events.Raise(Id.Subject, new TaskCancelled(Id.Value, reasonCode));
    }

    /// <summary>Raises a late task: one priority up, and once more at <paramref name="nextAt"/> if given.</summary>
    public void Escalate(OperationContext operation, DateTime? nextAt, IEventSink events)
    {
        if (!IsOpen || EscalationAt is not { } at || operation.NowAt < at)
        {
            return;
        }

        EscalationLevel++;
        EscalationAt = nextAt > operation.NowAt ? nextAt : null;
        Priority = Priority < TaskPriority.High ? Priority + 1 : Priority;
        events.Raise(Id.Subject, new TaskEscalated(Id.Value, EscalationLevel));
    }

    /// <summary>
    /// Its workflow went over to another version: the task stays what it is, under the package that will take its answer. Whoever has it
    /// open reads it again, because the package is part of what is shown and signed.
    /// </summary>
    public void GoOver(string packageHash, string activityId)
    {
        DemandOpen();
        (PackageHash, ActivityId) = (packageHash, activityId);
        Revision++;
    }

    private void ToOpen()
    {
        State = TaskState.Open;
        ClaimedById = null;
        ClaimedAt = null;
        Revision++;
    }
}
