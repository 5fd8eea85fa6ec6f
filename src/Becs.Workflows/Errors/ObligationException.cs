namespace Becs.Workflows.Errors;

/// <summary>Obligations that cannot be read: nothing can be proven with them, so nothing may be submitted.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="inner">The cause.</param>
public sealed class ObligationException(string message, Exception? inner = null) : WorkflowEngineException(message, inner);
