namespace Becs.Workflows.Attributes;

/// <summary>
/// Says whether an activity waits for the world: every loop of a flowchart needs one that does. By default an
/// <see cref="Activity"/> does and a <see cref="CodeActivity"/> does not.
/// </summary>
/// <param name="isBlocking">Whether it waits.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BlockingAttribute(bool isBlocking = true) : Attribute
{
    /// <summary>Whether it waits.</summary>
    public bool IsBlocking { get; } = isBlocking;
}
