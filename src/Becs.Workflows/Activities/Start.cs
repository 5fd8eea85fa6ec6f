using Becs.Workflows.Attributes;

namespace Becs.Workflows.Activities;

/// <summary>Where a flowchart begins.</summary>
[Activity("Elsa", "Flow", "A milestone activity that marks the start of a flowchart.")]
public sealed class Start : CodeActivity, IStartNode
{
}
