using Becs.Workflows.Attributes;
using Becs.Workflows.Definitions;

namespace Becs.Workflows.Activities;

/// <summary>Runs its activities one after the other.</summary>
[Activity("Elsa", "Workflows", "Execute a set of activities in sequence.")]
public sealed class Sequence : Container
{
    private const string NextKey = "Next";

    /// <inheritdoc />
    protected override ValueTask ScheduleChildrenAsync(ActivityExecutionContext context) => ScheduleNextAsync(context, 0);

    private ValueTask OnItemCompletedAsync(ActivityCompletedContext completed) =>
        ScheduleNextAsync(completed.TargetContext, (int)(long)completed.TargetContext.Properties[NextKey]!);

    private ValueTask ScheduleNextAsync(ActivityExecutionContext context, int index)
    {
        if (index >= Activities.Count)
        {
            return context.CompleteActivityAsync();
        }

        context.Properties[NextKey] = (long)index + 1;
        return context.ScheduleActivityAsync(Activities.ElementAt(index), OnItemCompletedAsync);
    }
}
