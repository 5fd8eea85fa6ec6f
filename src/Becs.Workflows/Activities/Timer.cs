using Becs.Extensions;
using Becs.Workflows;
using Becs.Workflows.Attributes;
using Becs.Workflows.Errors;
using Becs.Workflows.Models;

namespace Becs.Scheduling.Activities;

/// <summary>Starts a workflow at an interval, counted from when its package became effective; inside one it waits for the interval.</summary>
[Activity("Elsa", "Scheduling", "Trigger workflow execution at a specific interval.", Kind = ActivityKind.Trigger)]
public sealed class Timer : Trigger, ITimedTrigger
{
    /// <summary>How long.</summary>
    [Input(Description = "The interval at which the timer should execute.", DefaultValue = "00:01:00")]
    public Input<TimeSpan>? Interval { get; set; }

    DateTime? ITimedTrigger.NextAfter(DateTime after, DateTime? lastDueAt)
    {
        var interval = Interval is null ? default : Interval.Constant();
        if (interval < TimeSpan.FromSeconds(1))
        {
            throw new ExpressionException("An interval that starts workflows is at least a second.", Interval?.Path ?? "$");
        }

        // Missed intervals are one start, and the rhythm is kept.
        return lastDueAt is not { } last || last > after ? (lastDueAt ?? after) + interval : last + (((after - last).Ticks / interval.Ticks + 1) * interval);
    }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (context.IsTriggerOfWorkflow())
        {
            return context.CompleteActivityAsync();
        }

        context.CreateTimer(context.NowUtc + Interval.Get(context));
        return ValueTask.CompletedTask;
    }
}
