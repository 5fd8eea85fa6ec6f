using Becs.Workflows.Activities.Flowchart.Models;
using Becs.Workflows.Attributes;
using Becs.Workflows.Models;

namespace Becs.Workflows.Activities.Flowchart.Activities;

/// <summary>Merges branches. The flowchart around it does the waiting; the mode must be a literal.</summary>
[Activity("Elsa", "Branching", "Explicitly merge multiple branches into a single branch of execution.", DisplayName = "Join")]
public sealed class FlowJoin : CodeActivity
{
    /// <summary>What it waits for.</summary>
    [Input(
        Description = "WaitAny continues with the first branch and cancels the others; WaitAll and WaitAllActive wait "
            + "for every branch that can still arrive.",
        DefaultValue = FlowJoinMode.WaitAny)]
    public Input<FlowJoinMode>? Mode { get; set; }
}
