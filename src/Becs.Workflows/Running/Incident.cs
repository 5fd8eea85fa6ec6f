namespace Becs.Workflows.Running;

/// <summary>Something went wrong that a person has to look at.</summary>
/// <param name="ExceptionType">The full name of the exception's type.</param>
/// <param name="Message">Its message.</param>
/// <param name="ActivityId">The activity that failed; null if none was running.</param>
/// <param name="ActivityInstanceId">The execution that failed.</param>
/// <param name="ActivityType">Its type.</param>
/// <param name="Path">The JSON path in the definition.</param>
/// <param name="Code">A stable code, if the exception has one.</param>
public sealed record Incident(
    string ExceptionType,
    string Message,
    string? ActivityId,
    string? ActivityInstanceId,
    string? ActivityType,
    string? Path,
    string? Code = null);
