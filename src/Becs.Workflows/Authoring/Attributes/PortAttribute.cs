namespace Becs.Workflows.Attributes;

/// <summary>Marks a property of type <see cref="IActivity"/> as an embedded child (a loop's body, a branch).</summary>
/// <param name="name">The name of the port; the property's by default.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PortAttribute(string? name = null) : Attribute
{
    /// <summary>The name of the port.</summary>
    public string? Name { get; } = name;

    /// <summary>The label.</summary>
    public string? DisplayName { get; set; }
}
