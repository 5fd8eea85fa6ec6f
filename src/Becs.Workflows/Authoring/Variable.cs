using Becs.Expressions.Models;

namespace Becs.Workflows.Memory;

/// <summary>
/// A workflow variable. Values are kept as plain JSON values and converted when read. No personal data.
/// </summary>
public class Variable : MemoryBlockReference
{
    /// <summary>An unnamed variable.</summary>
    public Variable()
        : base("")
    {
    }

    /// <summary>A named variable.</summary>
    /// <param name="name">Its name, and its id when none is given.</param>
    /// <param name="value">Its first value.</param>
    /// <param name="id">Its id.</param>
    public Variable(string name, object? value = null, string? id = null)
        : base(id ?? name)
    {
        Name = name;
        Value = value;
    }

    /// <summary>The name scripts use.</summary>
    public string Name { get; set; } = "";

    /// <summary>The first value.</summary>
    public object? Value { get; set; }

    /// <summary>The type alias, such as <c>String</c> or <c>Int32</c>.</summary>
    public string TypeName { get; set; } = "Object";

    /// <summary>Whether it holds a list of that type.</summary>
    public bool IsArray { get; set; }

    internal int Index { get; set; } = -1;

    /// <summary>Whether each execution of the container around it has its own value.</summary>
    internal bool IsScoped { get; set; }
}
