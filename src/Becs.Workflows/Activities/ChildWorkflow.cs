using Becs.Workflows.Errors;
using Becs.Workflows.Expressions;
using Becs.Workflows.Models;
using Becs.Workflows.Running;

namespace Becs.Workflows.Runtime.Activities;

/// <summary>How an activity starts a child and hears of its end.</summary>
internal static class ChildWorkflow
{
    public const string BookmarkName = "Elsa.ChildWorkflow";

    /// <summary>Starts a child of exactly the pinned package. Gives its instance id.</summary>
    public static string Start(
        ActivityExecutionContext context,
        string definitionId,
        string? correlationId,
        IDictionary<string, object>? input,
        ExecuteActivityDelegate? whenFinished)
    {
        var workflow = context.WorkflowExecutionContext;
        if (!workflow.Graph.Children.TryGetValue(definitionId, out var packageHash))
        {
            throw new WorkflowUsageException($"Package {workflow.PackageHash} pins no child '{definitionId}'.");
        }

        var childId = workflow.Environment.NewId();
        var bookmark = whenFinished is null
            ? null
            : context.CreateBookmark(new CreateBookmarkArgs
            {
                BookmarkName = BookmarkName,
                Stimulus = new { ChildInstanceId = childId },
                Callback = whenFinished,
            });
        context.JournalData["ChildInstanceId"] = childId;
        workflow.Send(new OutgoingStimulus.StartChild(
            childId,
            definitionId,
            packageHash,
            string.IsNullOrEmpty(correlationId) ? workflow.CorrelationId : correlationId,
            (input ?? new Dictionary<string, object>()).ToDictionary(i => i.Key, i => PlainValue.ToElement(i.Value)),
            new ParentReference(workflow.Id, bookmark?.Id)));
        return childId;
    }

    public static object? OutputOf(ActivityExecutionContext context) =>
        context.ResumePayload is { } payload && payload.TryGetProperty("output", out var output) ? output : null;

    /// <summary>
    /// <c>Done</c>, or how the child ended instead. A child that did not finish never ends a branch silently: without
    /// an arrow for it the burst faults.
    /// </summary>
    /// <exception cref="WorkflowUsageException">The child did not finish and no arrow says what then.</exception>
    public static string OutcomeOf(ActivityExecutionContext context)
    {
        var subStatus = context.ResumePayload is { } payload && payload.TryGetProperty("subStatus", out var status)
            ? status.GetString()!
            : nameof(WorkflowSubStatus.Finished);
        if (subStatus == nameof(WorkflowSubStatus.Finished))
        {
            return "Done";
        }

        return context.Node.HasArrow(subStatus)
            ? subStatus
            : throw new WorkflowUsageException(
                $"The child of '{context.Activity.Id}' ended as {subStatus} and no arrow says what then.");
    }
}
