using Becs.Extensions;
using Becs.Workflows.Attributes;
using Becs.Workflows.Models;

namespace Becs.Workflows.Activities;

/// <summary>Names the instance, for lists.</summary>
[Activity("Elsa", "Primitives", "Set the name of the workflow instance to a specified value.")]
public sealed class SetName : CodeActivity
{
    /// <summary>The name. No personal data.</summary>
    [Input(Description = "The value to set as the name.", IsRequired = true)]
    public Input<string>? Value { get; set; }

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context) =>
        context.WorkflowExecutionContext.Name = Value.Get(context);
}
