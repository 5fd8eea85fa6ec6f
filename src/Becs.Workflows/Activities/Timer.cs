using Becs.Extensions;
using Becs.Workflows;
using Becs.Workflows.Attributes;
using Becs.Workflows.Models;

namespace Becs.Scheduling.Activities;

/// <summary>Waits for an interval, each time it is reached. It does not start workflows.</summary>
[Activity("Elsa", "Scheduling", "Trigger workflow execution at a specific interval.")]
public sealed class Timer : Activity, INeverStarts
{
    /// <summary>How long.</summary>
    [Input(Description = "The interval at which the timer should execute.", DefaultValue = "00:01:00")]
    public Input<TimeSpan>? Interval { get; set; }

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context) =>
        context.CreateTimer(context.NowUtc + Interval.Get(context));
}
