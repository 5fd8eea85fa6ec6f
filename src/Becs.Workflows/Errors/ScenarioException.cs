namespace Becs.Workflows.Errors;

/// <summary>A scenario that cannot be read: it is no evidence, and nothing is stored.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="inner">The cause.</param>
public sealed class ScenarioException(string message, Exception? inner = null) : WorkflowEngineException(message, inner);
