using Becs.Extensions;
using Becs.Workflows.Activities.Flowchart.Attributes;
using Becs.Workflows.Attributes;
using Becs.Workflows.Models;


namespace Becs.Workflows.Activities.Flowchart.Activities;

/// <summary>Goes one of two ways.</summary>
[FlowNode("True", "False")]
[Activity("Elsa", "Branching", "Evaluate a Boolean condition to determine which path to execute next.", DisplayName = "Decision")]
[Blocking(false)]
public sealed class FlowDecision : Activity
{
    /// <summary>The condition.</summary>
    [Input(IsRequired = true)]
    public Input<bool>? Condition { get; set; }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        context.CompleteActivityAsync(Condition.Get(context) ? OutcomesOf.True : OutcomesOf.False);

    private static class OutcomesOf
    {
        public static readonly Models.Outcomes True = new("True");
        public static readonly Models.Outcomes False = new("False");
    }
}
