namespace Becs.Workflows.Errors;

/// <summary>JSON that has no canonical form (a duplicate key, a number out of range). Nothing is stored.</summary>
/// <param name="message">What is wrong and where.</param>
/// <param name="inner">The cause.</param>
public sealed class CanonicalJsonException(string message, Exception? inner = null)
    : WorkflowEngineException(message, inner);
