namespace Becs.Workflows.Errors;

/// <summary>A stored state cannot be read or belongs to another package. The instance is not touched.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="inner">The cause.</param>
public sealed class StateFormatException(string message, Exception? inner = null)
    : WorkflowEngineException(message, inner);
