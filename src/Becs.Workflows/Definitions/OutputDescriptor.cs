namespace Becs.Workflows.Definitions;

/// <summary>One output of an activity type.</summary>
/// <param name="Name">Its name; camel-cased in JSON.</param>
/// <param name="PropertyName">The C# property.</param>
/// <param name="Type">The type of its value.</param>
/// <param name="DisplayName">The label.</param>
/// <param name="Description">One sentence of help.</param>
/// <param name="IsBrowsable">Whether it is shown.</param>
public sealed record OutputDescriptor(
    string Name, string PropertyName, Type Type, string DisplayName, string? Description, bool IsBrowsable);
