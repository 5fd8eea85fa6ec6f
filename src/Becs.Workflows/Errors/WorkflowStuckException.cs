namespace Becs.Workflows.Errors;

/// <summary>
/// A burst would end with nothing that could ever move the instance. The burst faults instead of hanging.
/// </summary>
/// <param name="activityIds">The activities that neither completed nor wait for anything.</param>
public sealed class WorkflowStuckException(IReadOnlyList<string> activityIds)
    : WorkflowEngineException(
        $"Nothing would move the instance: {string.Join(", ", activityIds)} neither completed nor waits for anything.")
{
    /// <summary>The activities that neither completed nor wait for anything.</summary>
    public IReadOnlyList<string> ActivityIds { get; } = activityIds;
}
