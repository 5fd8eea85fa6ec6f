namespace Becs.Expressions.Models;

/// <summary>Names a place values are kept in: a workflow variable or a workflow output.</summary>
/// <param name="id">The id of the place.</param>
public class MemoryBlockReference(string id)
{
    /// <summary>The id of the place.</summary>
    public string Id { get; set; } = id;
}
