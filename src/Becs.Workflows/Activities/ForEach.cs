using System.Text.Json;
using Becs.Extensions;
using Becs.Workflows.Attributes;
using Becs.Workflows.Models;

namespace Becs.Workflows.Activities;

/// <summary>Runs its body for each value of a list. The list is fixed when the loop begins.</summary>
[Activity("Elsa", "Looping", "Iterate over a set of values.", DisplayName = "For Each")]
public sealed class ForEach : Activity, ILoop
{
    private const string ItemsKey = "Items";
    private const string IndexKey = "Index";

    /// <summary>The values.</summary>
    [Input(Description = "The set of values to iterate.")]
    public Input<ICollection<JsonElement>>? Items { get; set; }

    /// <summary>What is repeated.</summary>
    [Port]
    public IActivity? Body { get; set; }

    /// <summary>The value of this round.</summary>
    [Output]
    public Output<object>? CurrentValue { get; set; }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        context.Properties[ItemsKey] = JsonSerializer.SerializeToElement(Items.Get(context) ?? []);
        return NextAsync(context, 0);
    }

    private ValueTask OnBodyCompletedAsync(ActivityCompletedContext completed) =>
        NextAsync(completed.TargetContext, (long)completed.TargetContext.Properties[IndexKey]! + 1);

    private ValueTask NextAsync(ActivityExecutionContext context, long index)
    {
        var items = (JsonElement)context.Properties[ItemsKey]!;
        if (Body is null || index >= items.GetArrayLength())
        {
            return context.CompleteActivityAsync();
        }

        object current = items[(int)index];
        context.Properties[IndexKey] = index;
        CurrentValue.Set(context, current);
        LoopScope.Set(context, current);
        return context.ScheduleActivityAsync(Body, OnBodyCompletedAsync);
    }
}
