using Becs.Workflows.Attributes;

namespace Becs.Workflows.Activities;

/// <summary>Ends the workflow as drawn; what still waits is cancelled.</summary>
[Activity("Elsa", "Primitives", "Mark the workflow as finished.")]
[Blocking(false)]
public sealed class Finish : Activity
{
    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        context.WorkflowExecutionContext.FinishAsync();
}
