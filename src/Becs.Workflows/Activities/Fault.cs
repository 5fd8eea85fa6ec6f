using Becs.Extensions;
using Becs.Workflows.Attributes;
using Becs.Workflows.Models;

namespace Becs.Workflows.Activities;

/// <summary>
/// Ends the workflow as faulted, as drawn. Unlike an exception it is committed: the incident and what ran before stay.
/// </summary>
[Activity("Elsa", "Primitives", "Faults the workflow.")]
[Blocking(false)]
public sealed class Fault : Activity
{
    /// <summary>A code for the fault.</summary>
    [Input(Description = "Code to categorize the fault.")]
    public Input<string>? Code { get; set; }

    /// <summary>What it has to do with.</summary>
    [Input(Description = "Category to categorize the fault.")]
    public Input<string>? Category { get; set; }

    /// <summary>What kind it is.</summary>
    [Input(Description = "The type of fault. Examples: System, Business, Integration, etc.")]
    public Input<string>? FaultType { get; set; }

    /// <summary>The message. No personal data.</summary>
    [Input(Description = "The message to include with the fault.")]
    public Input<string>? Message { get; set; }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        context.JournalData["Category"] = Category.Get(context);
        return context.WorkflowExecutionContext.FaultAsync(
            context, FaultType.Get(context) ?? "Fault", Message.Get(context) ?? "The workflow faulted.", Code.Get(context));
    }
}
