using Becs.Workflows.Errors;
using Becs.Workflows.State;

namespace Becs.Workflows.Running;

/// <summary>
/// An unfinished instance always has something that would move it: a bookmark (of a timer, a task, an event, a child).
/// Checked at the end of every burst; a violation faults the burst, so it is an incident and never a silent hang.
/// </summary>
public static class InstanceInvariant
{
    /// <summary>What is wrong with a stored state; null if nothing.</summary>
    /// <param name="state">The state.</param>
    public static string? Violation(WorkflowState state)
    {
        if (state.Status == WorkflowStatus.Finished)
        {
            return state.Bookmarks.Count == 0 && state.Executions.Count == 0 ? null : "A finished instance still waits.";
        }

        if (state.Bookmarks.Count == 0)
        {
            return "An unfinished instance waits for nothing.";
        }

        var waiting = state.Bookmarks.Select(b => b.ActivityInstanceId).ToHashSet(StringComparer.Ordinal);
        var parents = state.Executions.Select(e => e.ParentId).ToHashSet(StringComparer.Ordinal);
        foreach (var execution in state.Executions)
        {
            if (!waiting.Contains(execution.Id) && !parents.Contains(execution.Id))
            {
                return $"'{execution.ActivityId}' neither completed nor waits for anything.";
            }
        }

        return null;
    }

    /// <summary>
    /// What is wrong with what a burst gives to be stored: as for the state, and a wait for an answer has its question, a
    /// due time its timer. Null if nothing, or if the burst faulted: then it is an incident.
    /// </summary>
    /// <param name="result">What a burst gave.</param>
    public static string? Violation(BurstResult result)
    {
        if (result.State is not { } state)
        {
            return result.Fault is null ? "A burst gave neither a state nor a fault." : null;
        }

        foreach (var bookmark in result.BookmarksCreated)
        {
            if (bookmark.DueAt is not null && !result.TimersCreated.Any(t => t.BookmarkId == bookmark.Id))
            {
                return $"'{bookmark.ActivityId}' waits for a time nobody looks at.";
            }

            var isAsked = bookmark.Name switch
            {
                Runtime.Activities.ChildWorkflow.BookmarkName =>
                    result.Outgoing.Any(o => o is OutgoingStimulus.StartChild s && s.Parent.BookmarkId == bookmark.Id),
                Http.SendHttpRequestBase.BookmarkName =>
                    result.Outgoing.Any(o => o is OutgoingStimulus.HttpRequested h && h.BookmarkId == bookmark.Id),
                Runtime.Activities.RunTask.BookmarkName => result.Outgoing.Any(o =>
                    o is OutgoingStimulus.TaskRequested t && Bookmarks.RunTaskStimulus.HashOf(t.TaskId) == bookmark.Hash),
                _ => true,
            };
            if (!isAsked)
            {
                return $"'{bookmark.ActivityId}' waits for an answer to a question nobody asked.";
            }
        }

        return Violation(state);
    }

    internal static void Require(Burst burst)
    {
        List<string>? stuck = null;
        if (burst.Root is null)
        {
            throw new WorkflowStuckException(["the workflow"]);
        }

        Collect(burst.Root, ref stuck);
        if (stuck is not null)
        {
            throw new WorkflowStuckException(stuck);
        }
    }

    private static void Collect(ActivityExecutionContext context, ref List<string>? stuck)
    {
        var hasChildren = context.Children is { Count: > 0 };
        if (!hasChildren && context.BookmarkCount <= 0)
        {
            (stuck ??= []).Add(context.Activity.Id);
        }

        if (hasChildren)
        {
            foreach (var child in context.Children!)
            {
                Collect(child, ref stuck);
            }
        }
    }
}
