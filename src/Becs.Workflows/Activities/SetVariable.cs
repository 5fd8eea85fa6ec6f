using Becs.Extensions;
using Becs.Workflows.Attributes;
using Becs.Workflows.Memory;
using Becs.Workflows.Models;

namespace Becs.Workflows.Activities;

/// <summary>Assigns a value to a variable.</summary>
[Activity("Elsa", "Primitives", "Assign a value to a workflow variable.")]
public sealed class SetVariable : CodeActivity
{
    /// <summary>The variable.</summary>
    [Input(Description = "The variable to assign the value to.", UIHint = "variable-picker", IsRequired = true)]
    public Variable? Variable { get; set; }

    /// <summary>The value.</summary>
    [Input(Description = "The value to assign.")]
    public Input<object>? Value { get; set; }

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context)
    {
        if (Variable is not null)
        {
            context.Set(Variable, Value.Get(context));
        }
    }
}
