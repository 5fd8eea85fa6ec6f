using Becs.Extensions;
using Becs.Workflows.Attributes;
using Becs.Workflows.Models;

namespace Becs.Workflows.Activities;

/// <summary>Counts, and runs its body for each step.</summary>
[Activity("Elsa", "Looping", "Iterate over a sequence of steps between a start and an end number.")]
public sealed class For : Activity, ILoop
{
    private const string CurrentKey = "Current";

    /// <summary>The first number.</summary>
    [Input(Description = "The start step.")]
    public Input<int>? Start { get; set; }

    /// <summary>The last number.</summary>
    [Input(Description = "The end step.", AutoEvaluate = false)]
    public Input<int>? End { get; set; }

    /// <summary>How far to count each time; negative counts down.</summary>
    [Input(Description = "The step size. To count down, enter a negative number.", DefaultValue = 1)]
    public Input<int>? Step { get; set; }

    /// <summary>Whether the last number is included.</summary>
    [Input(Description = "Controls whether the end step is included. True by default.", DefaultValue = true)]
    public Input<bool>? OuterBoundInclusive { get; set; }

    /// <summary>What is repeated.</summary>
    [Port]
    public IActivity? Body { get; set; }

    /// <summary>The number of this round.</summary>
    [Output]
    public Output<object>? CurrentValue { get; set; }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        NextAsync(context, Start.Get(context));

    private ValueTask OnBodyCompletedAsync(ActivityCompletedContext completed)
    {
        var context = completed.TargetContext;
        return NextAsync(context, (long)context.Properties[CurrentKey]! + Step.Get(context));
    }

    private ValueTask NextAsync(ActivityExecutionContext context, long current)
    {
        var end = End.Get(context);
        var step = Step.Get(context);
        var isInclusive = OuterBoundInclusive.Get(context);
        var goesOn = step >= 0
            ? current < end || (isInclusive && current == end)
            : current > end || (isInclusive && current == end);
        if (Body is null || !goesOn)
        {
            return context.CompleteActivityAsync();
        }

        context.Properties[CurrentKey] = current;
        CurrentValue.Set(context, current);
        LoopScope.Set(context, current);
        return context.ScheduleActivityAsync(Body, OnBodyCompletedAsync);
    }
}
