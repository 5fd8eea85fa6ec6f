using System.Text.Json;
using Becs.Extensions;
using Becs.Workflows.Attributes;
using Becs.Workflows.Errors;
using Becs.Workflows.Expressions;
using Becs.Workflows.Models;

namespace Becs.Workflows.Activities;

/// <summary>
/// Runs its body for all values of a list side by side. Each body sees its own <c>CurrentValue</c> and <c>CurrentIndex</c>.
/// </summary>
[Activity("Elsa", "Looping", "Schedule an activity for each item in parallel.", DisplayName = "Parallel for Each")]
public sealed class ParallelForEach : Activity, ILoop
{
    /// <summary>The values.</summary>
    [Input(Description = "The items to iterate through.")]
    public Input<object>? Items { get; set; }

    /// <summary>What is repeated.</summary>
    [Port]
    public IActivity? Body { get; set; }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var items = ItemsOf(Items.Get(context), context);
        if (Body is null || items.Length == 0)
        {
            return context.CompleteActivityAsync();
        }

        for (var i = 0; i < items.Length; i++)
        {
            context.Schedule(Body, OnBodyCompletedAsync, new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["CurrentValue"] = PlainValue.Of(items[i]),
                ["CurrentIndex"] = (long)i,
            });
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>A list, or a text that is one.</summary>
    /// <exception cref="WorkflowUsageException">It is neither.</exception>
    internal static JsonElement[] ItemsOf(object? value, ActivityExecutionContext context)
    {
        var items = value is null ? [] : ValueConversion.To<JsonElement[]>(PlainValue.Of(value), context.Node.Path + ".items") ?? [];
        return items.Length <= context.WorkflowExecutionContext.Environment.ActivityLimit
            ? items
            : throw new WorkflowUsageException(
                $"'{context.Activity.Id}' has {items.Length} items, more than one burst may run.");
    }

    private static ValueTask OnBodyCompletedAsync(ActivityCompletedContext completed) =>
        completed.TargetContext.HasChildren ? ValueTask.CompletedTask : completed.TargetContext.CompleteActivityAsync();
}
