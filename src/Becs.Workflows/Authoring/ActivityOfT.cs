using Becs.Workflows.Attributes;
using Becs.Workflows.Models;

namespace Becs.Workflows;

/// <summary>An activity with one result.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
public abstract class Activity<T> : Activity
{
    /// <summary>Where the result goes.</summary>
    [Output]
    public Output<T>? Result { get; set; }
}
