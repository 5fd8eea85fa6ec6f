namespace Becs.Workflows.Errors;

/// <summary>An activity used the engine wrongly: a bug in its code. The burst faults.</summary>
/// <param name="message">What it did.</param>
public sealed class WorkflowUsageException(string message) : WorkflowEngineException(message);
