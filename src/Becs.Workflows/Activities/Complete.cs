using Becs.Extensions;
using Becs.Workflows.Attributes;
using Becs.Workflows.Models;

namespace Becs.Workflows.Activities;

/// <summary>Completes the composite around it, or the workflow, with outcomes; what still waits in it is cancelled.</summary>
[Activity("Elsa", "Composition", "Signals the current composite activity to complete itself as a whole.")]
[Blocking(false)]
public sealed class Complete : Activity
{
    /// <summary>One outcome or a list of them.</summary>
    [Input(Description = "The outcome or set of outcomes to complete with.", UIHint = "outcome-picker")]
    public Input<object>? Outcomes { get; set; }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var outcomes = Expressions.PlainValue.Of(Outcomes.Get(context)) switch
        {
            null or "" => [],
            string one => [one],
            var many => Expressions.ValueConversion.To<string[]>(many) ?? [],
        };
        return context.CompleteCompositeAsync(outcomes);
    }
}
