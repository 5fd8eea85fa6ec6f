using Becs.Extensions;
using Becs.Workflows;
using Becs.Workflows.Attributes;
using Becs.Workflows.Models;

namespace Becs.Scheduling.Activities;

/// <summary>Waits for an amount of time.</summary>
[Activity("Elsa", "Scheduling", "Delay execution for the specified amount of time.")]
public sealed class Delay : Activity
{
    /// <summary>How long.</summary>
    [Input(Description = "The timespan to delay workflow execution.", DefaultValue = "00:01:00")]
    public Input<TimeSpan>? TimeSpan { get; set; }

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context) =>
        context.CreateTimer(context.NowUtc + TimeSpan.Get(context));
}
