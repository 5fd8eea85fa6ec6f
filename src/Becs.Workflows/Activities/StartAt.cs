using Becs.Extensions;
using Becs.Workflows;
using Becs.Workflows.Attributes;
using Becs.Workflows.Models;

namespace Becs.Scheduling.Activities;

/// <summary>Waits until an instant; goes on at once if it has passed.</summary>
[Activity("Elsa", "Scheduling", "Trigger execution at a specific time in the future.", DisplayName = "Start at")]
public sealed class StartAt : Activity, INeverStarts
{
    /// <summary>When.</summary>
    [Input(IsRequired = true)]
    public Input<DateTimeOffset>? DateTime { get; set; }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var dueAt = DateTime.Get(context).UtcDateTime;
        if (dueAt <= context.NowUtc)
        {
            return context.CompleteActivityAsync();
        }

        context.CreateTimer(dueAt);
        return ValueTask.CompletedTask;
    }
}
