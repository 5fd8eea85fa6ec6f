using Becs.Workflows.Attributes;
using Becs.Workflows.Models;

namespace Becs.Workflows;

/// <summary>An activity with one result.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
public abstract class Activity<T> : Activity
{
    /// <summary>An activity with one result.</summary>
    /// <param name="source">Where it was made; not used.</param>
    /// <param name="line">The line there; not used.</param>
    protected Activity(string? source = null, int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Where the result goes.</summary>
    [Output]
    public Output<T>? Result { get; set; }
}
