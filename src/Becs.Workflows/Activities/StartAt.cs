using Becs.Extensions;
using Becs.Workflows;
using Becs.Workflows.Attributes;
using Becs.Workflows.Models;

namespace Becs.Scheduling.Activities;

/// <summary>
/// Starts a workflow at an instant, once, unless it had passed when the package became effective; inside a workflow it waits until then and goes
/// on at once if it has passed.
/// </summary>
[Activity("Elsa", "Scheduling", "Trigger execution at a specific time in the future.", DisplayName = "Start at", Kind = ActivityKind.Trigger)]
public sealed class StartAt : Trigger, ITimedTrigger
{
    /// <summary>When.</summary>
    [Input(IsRequired = true)]
    public Input<DateTimeOffset>? DateTime { get; set; }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (context.IsTriggerOfWorkflow())
        {
            return context.CompleteActivityAsync();
        }

        var dueAt = DateTime.Get(context).UtcDateTime;
        if (dueAt <= context.NowUtc)
        {
            return context.CompleteActivityAsync();
        }

        context.CreateTimer(dueAt);
        return ValueTask.CompletedTask;
    }

    System.DateTime? ITimedTrigger.NextAfter(System.DateTime after, System.DateTime? lastDueAt) =>
        lastDueAt is null && DateTime?.Constant().UtcDateTime is { } at && at > after ? at : null;
}
