using Becs.Workflows.Attributes;

namespace Becs.Workflows.Activities;

/// <summary>Completes the nearest loop around it.</summary>
[Activity("Elsa", "Looping", "Break out of a loop.")]
[Blocking(false)]
public sealed class Break : Activity
{
    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var around = context.ParentActivityExecutionContext;
        while (around is not null && around.Activity is not ILoop)
        {
            around = around.ParentActivityExecutionContext;
        }

        if (around is null)
        {
            await context.CompleteActivityAsync().ConfigureAwait(false);
            return;
        }

        await around.CompleteActivityAsync().ConfigureAwait(false);
    }
}
