using System.Text.Json;
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
        var childId = context.WorkflowExecutionContext.Environment.NewId();
        var bookmark = whenFinished is null
            ? null
            : context.CreateBookmark(new CreateBookmarkArgs
            {
                BookmarkName = BookmarkName,
                Stimulus = new { ChildInstanceId = childId },
                IncludeActivityInstanceId = true,
                Callback = whenFinished,
            });
        context.JournalData["ChildInstanceId"] = childId;
        var inputs = (input ?? new Dictionary<string, object>()).ToDictionary(i => i.Key, i => PlainValue.ToElement(i.Value));
        Send(context, childId, definitionId, correlationId, inputs, bookmark?.Id);
        return childId;
    }

    /// <summary>Starts one of several children that resume the same bookmark.</summary>
    public static void Start(
        ActivityExecutionContext context,
        string definitionId,
        string? correlationId,
        IReadOnlyDictionary<string, JsonElement> input,
        string? bookmarkId) =>
        Send(context, context.WorkflowExecutionContext.Environment.NewId(), definitionId, correlationId, input, bookmarkId);

    public static object? OutputOf(ActivityExecutionContext context) =>
        context.ResumePayload is { } payload && payload.TryGetProperty("output", out var output) ? output : null;

    public static string IdOf(ActivityExecutionContext context) =>
        context.ResumePayload is { } payload && payload.TryGetProperty("childInstanceId", out var id) ? id.GetString() ?? "" : "";

    public static string SubStatusOf(ActivityExecutionContext context) =>
        context.ResumePayload is { } payload && payload.TryGetProperty("subStatus", out var status)
            ? status.GetString()!
            : nameof(WorkflowSubStatus.Finished);

    /// <summary>
    /// <c>Done</c>, or how the child ended instead. A child that did not finish never ends a branch silently: without
    /// an arrow for it the burst faults.
    /// </summary>
    /// <exception cref="WorkflowUsageException">The child did not finish and no arrow says what then.</exception>
    public static string OutcomeOf(ActivityExecutionContext context)
    {
        var subStatus = SubStatusOf(context);
        if (subStatus == nameof(WorkflowSubStatus.Finished))
        {
            return "Done";
        }

        return context.Node.HasArrow(subStatus)
            ? subStatus
            : throw new WorkflowUsageException(
                $"The child of '{context.Activity.Id}' ended as {subStatus} and no arrow says what then.");
    }

    private static void Send(
        ActivityExecutionContext context,
        string childId,
        string definitionId,
        string? correlationId,
        IReadOnlyDictionary<string, JsonElement> input,
        string? bookmarkId)
    {
        var workflow = context.WorkflowExecutionContext;
        if (!workflow.Graph.Children.TryGetValue(definitionId, out var packageHash))
        {
            throw new WorkflowUsageException($"Package {workflow.PackageHash} pins no child '{definitionId}'.");
        }

        workflow.Send(new OutgoingStimulus.StartChild(
            childId,
            definitionId,
            packageHash,
            string.IsNullOrEmpty(correlationId) ? workflow.CorrelationId : correlationId,
            input,
            new ParentReference(workflow.Id, bookmarkId)));
    }
}
