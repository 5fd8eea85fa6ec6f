namespace Becs.Contracts.Tasks;

/// <summary>Another person may do the task during a period.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="UserId">Account it was delegated to.</param>
/// <param name="FromAt">Start of the period (UTC).</param>
/// <param name="UntilAt">End of the period (UTC).</param>
public sealed record TaskDelegated(
    Guid TaskId,
    Guid UserId,
    DateTime FromAt,
    DateTime UntilAt) : BecsEvent;
