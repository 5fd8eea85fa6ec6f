namespace Becs.Contracts.Tasks;

/// <summary>The person gave the task back.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="UserId">Account of the person.</param>
public sealed record TaskReleased(
    Guid TaskId,
    Guid UserId) : BecsEvent;
