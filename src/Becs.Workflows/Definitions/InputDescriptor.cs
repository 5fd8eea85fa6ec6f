namespace Becs.Workflows.Definitions;

/// <summary>One input of an activity type.</summary>
/// <param name="Name">Its name; camel-cased in JSON.</param>
/// <param name="PropertyName">The C# property.</param>
/// <param name="Type">The type of its value.</param>
/// <param name="DisplayName">The label.</param>
/// <param name="Description">One sentence of help.</param>
/// <param name="Category">The tab.</param>
/// <param name="UIHint">The editor.</param>
/// <param name="Options">The choices of a list editor.</param>
/// <param name="DefaultValue">Used when the definition gives none.</param>
/// <param name="DefaultSyntax">The expression type offered first.</param>
/// <param name="Order">Its place.</param>
/// <param name="IsBrowsable">Whether it is shown.</param>
/// <param name="IsRequired">Whether a definition must give it.</param>
/// <param name="IsWrapped">True: an expression; false: plain JSON.</param>
/// <param name="AutoEvaluate">Whether it is evaluated before the activity runs.</param>
/// <param name="IsSensitive">Whether its value must not be shown.</param>
public sealed record InputDescriptor(
    string Name,
    string PropertyName,
    Type Type,
    string DisplayName,
    string? Description,
    string? Category,
    string UIHint,
    object? Options,
    object? DefaultValue,
    string? DefaultSyntax,
    float Order,
    bool IsBrowsable,
    bool IsRequired,
    bool IsWrapped,
    bool AutoEvaluate,
    bool IsSensitive)
{
    /// <summary>Whether the designer shows it without letting it be changed.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>The expression types offered; all when null.</summary>
    public IReadOnlyList<string>? SupportedSyntaxes { get; init; }
}
