namespace Becs.Workflows.Attributes;

/// <summary>Names an activity type for definitions and for the designer.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class ActivityAttribute : Attribute
{
    /// <summary>Names the activity by its namespace and its class.</summary>
    public ActivityAttribute()
    {
    }

    /// <summary>Names the activity.</summary>
    /// <param name="namespace">First part of the type name, such as <c>Becs</c>.</param>
    /// <param name="category">The toolbox group; the namespace by default.</param>
    /// <param name="description">One sentence for the toolbox.</param>
    public ActivityAttribute(string @namespace, string? category, string? description = null)
    {
        Namespace = @namespace;
        Category = category;
        Description = description;
    }

    /// <summary>Names the activity.</summary>
    /// <param name="namespace">First part of the type name, and the toolbox group.</param>
    /// <param name="description">One sentence for the toolbox.</param>
    public ActivityAttribute(string @namespace, string? description = null)
    {
        Namespace = @namespace;
        Description = description;
    }

    /// <summary>Names the activity.</summary>
    /// <param name="namespace">First part of the type name.</param>
    /// <param name="type">Last part of the type name.</param>
    /// <param name="version">The version of the type.</param>
    /// <param name="description">One sentence for the toolbox.</param>
    /// <param name="category">The toolbox group; the namespace by default.</param>
    public ActivityAttribute(
        string @namespace, string? type, int version = 1, string? description = null, string? category = null)
    {
        Namespace = @namespace;
        Type = type;
        Version = version;
        Description = description;
        Category = category;
    }

    /// <summary>First part of the type name.</summary>
    public string? Namespace { get; set; }

    /// <summary>Last part of the type name; the class name by default.</summary>
    public string? Type { get; set; }

    /// <summary>The version of the type; 1 by default. A released version never changes its behaviour.</summary>
    public int Version { get; set; } = 1;

    /// <summary>What the toolbox shows; the class name in words by default.</summary>
    public string? DisplayName { get; set; }

    /// <summary>The toolbox group.</summary>
    public string? Category { get; set; }

    /// <summary>One sentence for the toolbox.</summary>
    public string? Description { get; set; }

    /// <summary>What sort of step it is.</summary>
    public ActivityKind Kind { get; set; }
}
