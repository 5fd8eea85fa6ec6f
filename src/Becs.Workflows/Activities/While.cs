using Becs.Extensions;
using Becs.Workflows.Attributes;
using Becs.Workflows.Models;

namespace Becs.Workflows.Activities;

/// <summary>Runs its body as long as a condition is true.</summary>
[Activity("Elsa", "Looping", "Execute an activity while a given condition evaluates to true.")]
public sealed class While : Activity, ILoop
{
    /// <summary>The condition, evaluated before each round.</summary>
    [Input(AutoEvaluate = false, IsRequired = true)]
    public Input<bool>? Condition { get; set; }

    /// <summary>What is repeated.</summary>
    [Port]
    public IActivity? Body { get; set; }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => NextAsync(context);

    private ValueTask OnBodyCompletedAsync(ActivityCompletedContext completed) => NextAsync(completed.TargetContext);

    private ValueTask NextAsync(ActivityExecutionContext context) =>
        Body is not null && context.Reevaluate(Condition)
            ? context.ScheduleActivityAsync(Body, OnBodyCompletedAsync)
            : context.CompleteActivityAsync();
}
