using Becs.Expressions.Models;

namespace Becs.Workflows.Models;

/// <summary>Where an activity's output goes: a variable, a workflow output, or nowhere.</summary>
public abstract class Output
{
    private protected Output(MemoryBlockReference? target, Type type)
    {
        Target = target;
        Type = type;
    }

    /// <summary>The variable or workflow output; null if the value is not kept.</summary>
    public MemoryBlockReference? Target { get; internal set; }

    /// <summary>The type of the value.</summary>
    public Type Type { get; }

    internal string Name { get; set; } = "";
}
