using Becs.Workflows.Attributes;
using Becs.Workflows.Models;

namespace Becs.Workflows;

/// <summary>A <see cref="Trigger"/> with one result.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
public abstract class Trigger<T> : Trigger
{
    /// <summary>Where the result goes.</summary>
    [Output]
    public Output<T>? Result { get; set; }
}
