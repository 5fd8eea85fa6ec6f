namespace Becs.Workflows.Definitions;

/// <summary>A way out of an activity, or a place for a child.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DisplayName">The label.</param>
/// <param name="IsEmbedded">True: a property that holds a child; false: an outcome.</param>
/// <param name="PropertyName">The C# property of an embedded port.</param>
public sealed record PortDescriptor(string Name, string DisplayName, bool IsEmbedded, string? PropertyName = null);
