using Becs.Extensions;
using Becs.Workflows.Attributes;
using Becs.Workflows.Models;

namespace Becs.Workflows.Activities;

/// <summary>Says what the instance is about: events find it by that.</summary>
[Activity("Elsa", "Primitives", "Set the CorrelationId of the workflow to a given value.")]
public sealed class Correlate : CodeActivity
{
    /// <summary>The correlation id.</summary>
    [Input(Description = "The value to store as the correlation id.", IsRequired = true)]
    public Input<string>? CorrelationId { get; set; }

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context) =>
        context.WorkflowExecutionContext.CorrelationId = CorrelationId.Get(context);
}
