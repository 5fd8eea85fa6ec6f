using System.Text.Json;
using Becs.Extensions;
using Becs.Workflows.Activities;
using Becs.Workflows.Activities.Flowchart.Attributes;
using Becs.Workflows.Attributes;
using Becs.Workflows.Errors;
using Becs.Workflows.Expressions;
using Becs.Workflows.Models;
using Becs.Workflows.UIHints;

namespace Becs.Workflows.Runtime.Activities;

/// <summary>
/// Starts a child of the pinned package for each item; waits for all unless asked not to. The signals of the children are
/// delivered once each, so counting them is enough.
/// </summary>
[FlowNode("Completed", "Canceled", "Done")]
[Activity("Elsa", "Composition",
    "Create new workflow instances for each item in the data source and dispatch them for execution.")]
public sealed class BulkDispatchWorkflows : Activity
{
    private const string LeftKey = "Left";
    private const string FailedKey = "Failed";

    /// <summary>The definition to start.</summary>
    [Input(
        DisplayName = "Workflow Definition", Description = "The definition ID of the workflows to dispatch.",
        UIHint = InputUIHints.WorkflowDefinitionPicker, IsRequired = true)]
    public Input<string>? WorkflowDefinitionId { get; set; }

    /// <summary>A list: each item is one child's input, or its inputs by name.</summary>
    [Input(Description = "The data source to use for dispatching the workflows.")]
    public Input<object>? Items { get; set; }

    /// <summary>The name of the input an item is given as.</summary>
    [Input(Description = "The input name of an item that is no list of inputs by name.", DefaultValue = "Item")]
    public Input<string>? DefaultItemInputKey { get; set; }

    /// <summary>The child's correlation id; a script sees the item as a variable of the name above.</summary>
    [Input(
        DisplayName = "Correlation ID Function", AutoEvaluate = false,
        Description = "A function to compute the correlation ID to associate a dispatched workflow with.")]
    public Input<string>? CorrelationIdFunction { get; set; }

    /// <summary>Inputs all children get. No personal data.</summary>
    [Input(Description = "Additional input to send to the workflows being dispatched.", UIHint = InputUIHints.JsonEditor)]
    public Input<IDictionary<string, object>>? Input { get; set; }

    /// <summary>Whether to wait for their ends.</summary>
    [Input(
        Description = "Wait for the dispatched workflows to complete before completing this activity.", DefaultValue = true)]
    public Input<bool>? WaitForCompletion { get; set; }

    /// <summary>Runs for each child that finished; <c>ChildInstanceId</c> is a variable of it.</summary>
    [Port]
    public IActivity? ChildCompleted { get; set; }

    /// <summary>Runs for each child that faulted or was cancelled.</summary>
    [Port]
    public IActivity? ChildFaulted { get; set; }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var items = ParallelForEach.ItemsOf(Items.Get(context), context);
        var waits = items.Length > 0 && WaitForCompletion.Get(context);
        var bookmark = waits
            ? context.CreateBookmark(new CreateBookmarkArgs
            {
                BookmarkName = ChildWorkflow.BookmarkName,
                Stimulus = new { ParentInstanceId = context.WorkflowExecutionContext.Id },
                IncludeActivityInstanceId = true,
                AutoBurn = false,
                Callback = OnChildEndedAsync,
            })
            : null;
        foreach (var item in items)
        {
            Start(context, item, bookmark?.Id);
        }

        context.Properties[LeftKey] = (long)items.Length;
        context.JournalData["Children"] = items.Length;
        return waits ? ValueTask.CompletedTask : context.CompleteActivityWithOutcomesAsync("Done");
    }

    private void Start(ActivityExecutionContext context, JsonElement item, string? bookmarkId)
    {
        var key = DefaultItemInputKey.Get(context) is { Length: > 0 } given ? given : "Item";
        var input = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, value) in Input.Get(context) ?? new Dictionary<string, object>())
        {
            input[name] = PlainValue.ToElement(value);
        }

        input["ParentInstanceId"] = PlainValue.ToElement(context.WorkflowExecutionContext.Id);
        if (item.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in item.EnumerateObject())
            {
                input[member.Name] = member.Value;
            }
        }
        else
        {
            input[key] = item;
        }

        context.SetLocal(key, PlainValue.Of(item));
        ChildWorkflow.Start(
            context, WorkflowDefinitionId.Get(context), context.Reevaluate(CorrelationIdFunction), input, bookmarkId);
        context.RemoveLocal(key);
    }

    private async ValueTask OnChildEndedAsync(ActivityExecutionContext context)
    {
        context.Properties[LeftKey] = (long)context.Properties[LeftKey]! - 1;
        var isFinished = ChildWorkflow.SubStatusOf(context) == nameof(WorkflowSubStatus.Finished);
        var next = isFinished ? ChildCompleted : ChildFaulted;
        if (!isFinished && next is null)
        {
            context.Properties[FailedKey] = ChildWorkflow.IdOf(context);
        }

        if (next is not null)
        {
            context.Schedule(next, OnChildHandledAsync, new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["ChildInstanceId"] = ChildWorkflow.IdOf(context),
            });
            return;
        }

        await CompleteIfDoneAsync(context).ConfigureAwait(false);
    }

    private static ValueTask OnChildHandledAsync(ActivityCompletedContext completed) =>
        CompleteIfDoneAsync(completed.TargetContext);

    private static ValueTask CompleteIfDoneAsync(ActivityExecutionContext context)
    {
        if ((long)context.Properties[LeftKey]! > 0 || context.HasChildren)
        {
            return ValueTask.CompletedTask;
        }

        if (!context.Properties.TryGetValue(FailedKey, out var failed))
        {
            return context.CompleteActivityWithOutcomesAsync("Completed", "Done");
        }

        return context.Node.HasArrow("Canceled")
            ? context.CompleteActivityWithOutcomesAsync("Canceled", "Done")
            : throw new WorkflowUsageException(
                $"Child {failed} of '{context.Activity.Id}' did not finish and nothing says what then.");
    }
}
