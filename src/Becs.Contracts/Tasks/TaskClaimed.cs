namespace Becs.Contracts.Tasks;

/// <summary>A person took the task.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="UserId">Account of the person.</param>
public sealed record TaskClaimed(
    Guid TaskId,
    Guid UserId) : BecsEvent;
