using Becs.Extensions;
using Becs.Workflows.Attributes;
using Becs.Workflows.Models;

namespace Becs.Workflows.Activities;

/// <summary>Assigns a value to an output of the workflow.</summary>
[Activity("Elsa", "Composition", "Assigns a given value to the workflow's output.")]
public sealed class SetOutput : CodeActivity
{
    /// <summary>The name of the output.</summary>
    [Input(Description = "The output to assign.", UIHint = "output-picker", IsRequired = true)]
    public Input<string>? OutputName { get; set; }

    /// <summary>The value. No personal data.</summary>
    [Input(Description = "The value to assign.")]
    public Input<object>? OutputValue { get; set; }

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context) =>
        context.WorkflowExecutionContext.Output[OutputName.Get(context)] =
            Expressions.PlainValue.Of(OutputValue.Get(context));
}
