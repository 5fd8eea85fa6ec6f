namespace Becs.Workflows.Attributes;

/// <summary>Describes an input for the designer and the validator.</summary>
[AttributeUsage(AttributeTargets.Property)]
public class InputAttribute : Attribute
{
    /// <summary>The name in JSON (camel-cased there); the property's by default.</summary>
    public string? Name { get; set; }

    /// <summary>The label.</summary>
    public string? DisplayName { get; set; }

    /// <summary>One sentence of help.</summary>
    public string? Description { get; set; }

    /// <summary>The tab it is shown on.</summary>
    public string? Category { get; set; }

    /// <summary>The editor, such as <c>singleline</c> or <c>dropdown</c>; chosen by type when null.</summary>
    public string? UIHint { get; set; }

    /// <summary>The choices of a list editor.</summary>
    public object? Options { get; set; }

    /// <summary>
    /// The value when the definition gives none: Studio never stores a default, so the engine applies it.
    /// </summary>
    public object? DefaultValue { get; set; }

    /// <summary>The expression type offered first.</summary>
    public string? DefaultSyntax { get; set; }

    /// <summary>The expression types offered; all when null.</summary>
    public string[]? SupportedSyntaxes { get; set; }

    /// <summary>Its place among the inputs.</summary>
    public float Order { get; set; }

    /// <summary>Whether it is shown; true by default.</summary>
    public bool IsBrowsable { get; set; } = true;

    /// <summary>Whether the designer shows it without letting it be changed.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>Whether the validator refuses a definition that does not give it.</summary>
    public bool IsRequired { get; set; }

    /// <summary>False: not evaluated before the activity runs, only when asked for; true by default.</summary>
    public bool AutoEvaluate { get; set; } = true;

    /// <summary>Whether its value must not be shown.</summary>
    public bool IsSensitive { get; set; }

    /// <summary>Elsa's name for <see cref="IsSensitive"/>.</summary>
    public bool CanContainSecrets
    {
        get => IsSensitive;
        set => IsSensitive = value;
    }
}
