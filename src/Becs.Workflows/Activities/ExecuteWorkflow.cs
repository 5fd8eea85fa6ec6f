using Becs.Extensions;
using Becs.Workflows.Activities.Flowchart.Attributes;
using Becs.Workflows.Attributes;
using Becs.Workflows.Models;

namespace Becs.Workflows.Runtime.Activities;

/// <summary>As <see cref="DispatchWorkflow"/>: a child is always a burst of its own.</summary>
[FlowNode("Done", "Faulted", "Cancelled")]
[Activity("Elsa", "Composition",
    "Create a new workflow instance of the specified workflow and execute it.")]
public sealed class ExecuteWorkflow : Activity<object>
{
    /// <summary>The definition to start.</summary>
    [Input(
        Description = "The definition ID of the workflow.", UIHint = "workflow-definition-picker", IsRequired = true)]
    public Input<string>? WorkflowDefinitionId { get; set; }

    /// <summary>The child's correlation id; this instance's by default.</summary>
    [Input(Description = "The correlation ID to associate the workflow with.")]
    public Input<string>? CorrelationId { get; set; }

    /// <summary>The child's inputs. No personal data.</summary>
    [Input(Description = "The input to send to the workflow.", UIHint = "json-editor")]
    public Input<IDictionary<string, object>>? Input { get; set; }

    /// <summary>Whether to wait for its end.</summary>
    [Input(Description = "Wait for the child workflow to complete before completing this activity.")]
    public Input<bool>? WaitForCompletion { get; set; }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var child = ChildWorkflow.Start(
            context,
            WorkflowDefinitionId.Get(context),
            CorrelationId.Get(context),
            Input.Get(context),
            WaitForCompletion.Get(context) ? ResumeAsync : null);
        if (WaitForCompletion.Get(context))
        {
            return ValueTask.CompletedTask;
        }

        context.Set(Result, (object)child);
        return context.CompleteActivityAsync();
    }

    private ValueTask ResumeAsync(ActivityExecutionContext context)
    {
        context.Set(Result, ChildWorkflow.OutputOf(context));
        return context.CompleteActivityWithOutcomesAsync(ChildWorkflow.OutcomeOf(context));
    }
}
