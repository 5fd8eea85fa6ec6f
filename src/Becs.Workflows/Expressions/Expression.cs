namespace Becs.Expressions.Models;

/// <summary>How a value is found.</summary>
/// <param name="type">Literal, Object, Variable, Input, Output, JavaScript, Liquid.</param>
/// <param name="value">The text, literal or reference.</param>
public sealed class Expression(string type, object? value)
{
    /// <summary>The expression type.</summary>
    public string Type { get; } = type;

    /// <summary>The text, literal or reference.</summary>
    public object? Value { get; } = value;
}
