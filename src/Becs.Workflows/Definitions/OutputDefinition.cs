namespace Becs.Workflows.Models;

/// <summary>An output a workflow declares.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type alias, such as <c>String</c>. Never loaded.</param>
/// <param name="IsArray">Whether it holds a list of that type.</param>
/// <param name="DisplayName">The label.</param>
/// <param name="Description">One sentence of help.</param>
/// <param name="Category">The tab.</param>
public sealed record OutputDefinition(
    string Name,
    string Type,
    bool IsArray = false,
    string? DisplayName = null,
    string? Description = null,
    string? Category = null);
