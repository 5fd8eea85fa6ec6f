using Becs.Workflows.Attributes;

namespace Becs.Workflows.Activities;

/// <summary>Where a flowchart ends: what still waits in it is cancelled.</summary>
[Activity("Elsa", "Flow", "A milestone activity that marks the end of a flowchart.")]
public sealed class End : CodeActivity, ITerminalNode
{
}
