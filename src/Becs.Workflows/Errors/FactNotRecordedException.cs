namespace Becs.Workflows.Errors;

/// <summary>
/// A replay asks for a fact that history does not hold: it is undecided from here. Nothing is stored.
/// </summary>
/// <param name="activityId">The activity that asks.</param>
/// <param name="factName">The fact.</param>
public sealed class FactNotRecordedException(string activityId, string factName)
    : WorkflowEngineException($"Activity '{activityId}' asks for '{factName}', which was never recorded.")
{
    /// <summary>The activity that asks.</summary>
    public string ActivityId { get; } = activityId;

    /// <summary>The fact.</summary>
    public string FactName { get; } = factName;
}
