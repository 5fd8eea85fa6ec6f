using Becs.Workflows.Models;

namespace Becs.Workflows;

/// <summary>What a trigger may read while it is indexed: its own constant inputs.</summary>
public sealed class TriggerIndexingContext
{
    internal TriggerIndexingContext()
    {
    }

    /// <summary>The name stored with the trigger; null means the type name of the activity.</summary>
    public string? TriggerName { get; set; }

    /// <summary>The value of a constant input.</summary>
    /// <param name="input">The input to read.</param>
    /// <typeparam name="T">The type of the input.</typeparam>
    /// <exception cref="Errors.ExpressionException">The input is not a literal.</exception>
    public T? Get<T>(Input<T>? input) => input is null ? default : input.Constant();
}
