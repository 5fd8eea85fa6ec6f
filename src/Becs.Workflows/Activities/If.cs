using Becs.Extensions;
using Becs.Workflows.Attributes;
using Becs.Workflows.Models;

namespace Becs.Workflows.Activities;

/// <summary>Runs one of two activities.</summary>
[Activity("Elsa", "Branching", "Evaluate a Boolean condition to determine which activity to execute next.")]
public sealed class If : Activity
{
    /// <summary>The condition.</summary>
    [Input(IsRequired = true)]
    public Input<bool>? Condition { get; set; }

    /// <summary>Runs when it is true.</summary>
    [Port]
    public IActivity? Then { get; set; }

    /// <summary>Runs when it is false.</summary>
    [Port]
    public IActivity? Else { get; set; }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var next = Condition.Get(context) ? Then : Else;
        return next is null
            ? context.CompleteActivityAsync()
            : context.ScheduleActivityAsync(next, OnBranchCompletedAsync);
    }

    private static ValueTask OnBranchCompletedAsync(ActivityCompletedContext completed) =>
        completed.TargetContext.CompleteActivityAsync();
}
