using Becs.Expressions.Models;

namespace Becs.Workflows.Activities.Flowchart.Models;

/// <summary>One way out of a switch.</summary>
public sealed class FlowSwitchCase
{
    /// <summary>The name of the outcome.</summary>
    public string Label { get; set; } = "";

    /// <summary>The condition.</summary>
    public Expression? Condition { get; set; }
}
