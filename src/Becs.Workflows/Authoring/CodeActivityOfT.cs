using Becs.Workflows.Attributes;
using Becs.Workflows.Models;

namespace Becs.Workflows;

/// <summary>A <see cref="CodeActivity"/> with one result.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
public abstract class CodeActivity<T> : CodeActivity
{
    /// <summary>An activity that is code alone, with one result.</summary>
    /// <param name="source">Where it was made; not used.</param>
    /// <param name="line">The line there; not used.</param>
    protected CodeActivity(string? source = null, int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Where the result goes.</summary>
    [Output]
    public Output<T>? Result { get; set; }
}
