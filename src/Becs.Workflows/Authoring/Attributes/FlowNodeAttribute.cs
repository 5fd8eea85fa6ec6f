namespace Becs.Workflows.Activities.Flowchart.Attributes;

/// <summary>Declares the outcomes an activity of this type can complete with: its ports in a flowchart.</summary>
/// <param name="outcomes">The names of the outcomes.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FlowNodeAttribute(params string[] outcomes) : Attribute
{
    /// <summary>The names of the outcomes.</summary>
    public IReadOnlyList<string> Outcomes { get; } = outcomes;
}
