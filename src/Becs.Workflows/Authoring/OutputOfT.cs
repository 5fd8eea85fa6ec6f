using Becs.Expressions.Models;

namespace Becs.Workflows.Models;

/// <summary>An output whose value has type <typeparamref name="T"/>.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public class Output<T> : Output
{
    /// <summary>An output that is not kept.</summary>
    public Output()
        : base(null, typeof(T))
    {
    }

    /// <summary>An output kept in a variable or a workflow output.</summary>
    /// <param name="target">The place.</param>
    public Output(MemoryBlockReference target)
        : base(target, typeof(T))
    {
    }
}
