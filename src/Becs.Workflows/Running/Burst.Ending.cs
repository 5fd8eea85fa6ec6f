using Becs.Workflows.Activities.Flowchart.Models;
using Becs.Workflows.Definitions;
using Becs.Workflows.Journal;

namespace Becs.Workflows.Running;

/// <content>How activities end: completed, cancelled, left in passing.</content>
internal sealed partial class Burst
{
    public async ValueTask CompleteAsync(ActivityExecutionContext context, object? result)
    {
        if (context.IsCompleted)
        {
            return;
        }

        if (context.Children is { Count: > 0 })
        {
            await CancelChildrenAsync(context).ConfigureAwait(false);
        }

        context.Status = ActivityStatus.Completed;
        Ledger.BurnAllOf(context);
        Journal.Add(context, JournalEvent.Completed, (result as Outcomes ?? Outcomes.Default).Array);
        var parent = context.ParentActivityExecutionContext;
        if (parent is null)
        {
            await FinishAsync(WorkflowSubStatus.Finished, (result as Outcomes)?.Array ?? []).ConfigureAwait(false);
            return;
        }

        parent.Children?.Remove(context);
        if (parent.Status == ActivityStatus.Running && context.CompletionCallback is { } callback)
        {
            var running = callback(new ActivityCompletedContext(parent, context, result));
            if (!running.IsCompletedSuccessfully)
            {
                await running.ConfigureAwait(false);
            }
        }
    }

    public async ValueTask CancelAsync(ActivityExecutionContext context)
    {
        if (context.IsCompleted)
        {
            return;
        }

        var hadBegun = context.Status == ActivityStatus.Running;
        await CancelChildrenAsync(context).ConfigureAwait(false);
        context.Status = ActivityStatus.Canceled;
        if (hadBegun)
        {
            if (StandInFor(context) is null)
            {
                await context.Node.Activity.CancelCoreAsync(context).ConfigureAwait(false);
            }

            Journal.Add(context, JournalEvent.Cancelled);
        }

        Ledger.BurnAllOf(context);
        context.ParentActivityExecutionContext?.Children?.Remove(context);
    }

    /// <summary>Ends the instance and withdraws everything it waits for.</summary>
    public async ValueTask FinishAsync(
        WorkflowSubStatus subStatus, string[] outcomes, ActivityExecutionContext? by = null)
    {
        if (Workflow.Status == WorkflowStatus.Finished)
        {
            return;
        }

        Workflow.Status = WorkflowStatus.Finished;
        Workflow.SubStatus = subStatus;
        WorkflowOutcomes = outcomes.Length == 0 ? ["Done"] : outcomes;
        _queue.Clear();
        if (by is not null && !by.IsCompleted)
        {
            await CompleteUpwardsAsync(by, WorkflowOutcomes).ConfigureAwait(false);
        }

        if (Root is not null)
        {
            await CancelAsync(Root).ConfigureAwait(false);
        }
    }

    /// <summary>An activity ends a composite around it: it and the parents between are completed, all else there is cancelled.</summary>
    public async ValueTask CompleteInsideAsync(ActivityExecutionContext from, ActivityExecutionContext composite)
    {
        for (var context = from; context != composite; context = context.ParentActivityExecutionContext!)
        {
            await CompleteInPassingAsync(context, ["Done"]).ConfigureAwait(false);
        }
    }

    /// <summary>An activity ends the workflow: it and its parents are completed, all else is cancelled.</summary>
    private async ValueTask CompleteUpwardsAsync(ActivityExecutionContext from, string[] outcomes)
    {
        for (var context = from; context is not null; context = context.ParentActivityExecutionContext)
        {
            await CompleteInPassingAsync(context, context.ParentActivityExecutionContext is null ? outcomes : ["Done"])
                .ConfigureAwait(false);
        }
    }

    /// <summary>Completes an execution without telling its parent.</summary>
    private async ValueTask CompleteInPassingAsync(ActivityExecutionContext context, string[] outcomes)
    {
        await CancelChildrenAsync(context).ConfigureAwait(false);
        context.Status = ActivityStatus.Completed;
        Ledger.BurnAllOf(context);
        Journal.Add(context, JournalEvent.Completed, outcomes);
        context.ParentActivityExecutionContext?.Children?.Remove(context);
    }

    private async ValueTask CancelChildrenAsync(ActivityExecutionContext context)
    {
        if (context.Children is { Count: > 0 } children)
        {
            foreach (var child in children.ToArray())
            {
                await CancelAsync(child).ConfigureAwait(false);
            }
        }
    }
}
