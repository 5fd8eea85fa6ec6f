namespace Becs.Workflows.Errors;

/// <summary>A burst ran more activities than allowed: a loop without an end. The burst faults.</summary>
/// <param name="limit">The limit.</param>
public sealed class ActivityLimitException(int limit)
    : WorkflowEngineException($"More than {limit} activities ran in one burst.");
