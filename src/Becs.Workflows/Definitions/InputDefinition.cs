namespace Becs.Workflows.Models;

/// <summary>An input a workflow declares.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type alias, such as <c>String</c>. Never loaded.</param>
/// <param name="IsArray">Whether it holds a list of that type.</param>
/// <param name="DisplayName">The label.</param>
/// <param name="Description">One sentence of help.</param>
/// <param name="Category">The tab.</param>
/// <param name="UIHint">The editor.</param>
/// <param name="StorageDriverType">Where Elsa would keep it; here it always stays with the instance.</param>
public sealed record InputDefinition(
    string Name,
    string Type,
    bool IsArray = false,
    string? DisplayName = null,
    string? Description = null,
    string? Category = null,
    string? UIHint = null,
    string? StorageDriverType = null);
