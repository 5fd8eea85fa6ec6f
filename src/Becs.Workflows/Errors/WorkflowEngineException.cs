namespace Becs.Workflows.Errors;

/// <summary>Base of what the engine throws. Inside a burst it faults the burst: nothing of it is kept.</summary>
/// <param name="message">What is wrong, with codes and ids and never a person's data.</param>
/// <param name="inner">The cause.</param>
public abstract class WorkflowEngineException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The JSON path in the definition, such as <c>$.root.activities[3].condition</c>; null if none.</summary>
    public string? Path { get; init; }
}
