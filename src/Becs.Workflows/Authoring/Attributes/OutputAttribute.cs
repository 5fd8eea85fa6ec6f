namespace Becs.Workflows.Attributes;

/// <summary>Describes an output for the designer.</summary>
[AttributeUsage(AttributeTargets.Property)]
public class OutputAttribute : Attribute
{
    /// <summary>The name in JSON (camel-cased there); the property's by default.</summary>
    public string? Name { get; set; }

    /// <summary>The label.</summary>
    public string? DisplayName { get; set; }

    /// <summary>One sentence of help.</summary>
    public string? Description { get; set; }

    /// <summary>Whether it is shown; true by default.</summary>
    public bool IsBrowsable { get; set; } = true;
}
