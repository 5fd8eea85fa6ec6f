using Becs.Extensions;
using Becs.Workflows.Activities.Flowchart.Models;
using Becs.Workflows.Attributes;
using Becs.Workflows.Models;

namespace Becs.Workflows.Activities.Flowchart.Activities;

/// <summary>Goes all its ways at once.</summary>
[Activity("Elsa", "Branching", "Branch execution into multiple branches that will be executed in parallel.",
    DisplayName = "Fork (flow)")]
[Blocking(false)]
public sealed class FlowFork : Activity
{
    /// <summary>The names of the outcomes.</summary>
    [Input(Description = "A list of expected outcomes to handle.", UIHint = "dynamic-outcomes")]
    public Input<ICollection<string>>? Branches { get; set; }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        context.CompleteActivityAsync(Branches.Get(context) is { Count: > 0 } branches
            ? new Outcomes([.. branches])
            : Outcomes.Default);
}
