using Becs.Workflows.Attributes;
using Becs.Workflows.Models;

namespace Becs.Workflows;

/// <summary>A <see cref="Trigger"/> with one result.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
public abstract class Trigger<T> : Trigger
{
    /// <summary>A trigger with one result.</summary>
    /// <param name="source">Where it was made; not used.</param>
    /// <param name="line">The line there; not used.</param>
    protected Trigger(string? source = null, int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Where the result goes.</summary>
    [Output]
    public Output<T>? Result { get; set; }
}
