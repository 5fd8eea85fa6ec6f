namespace Becs.Contracts.Tasks;

/// <summary>A task of an emergency issue was done by somebody whose training was missing or had run out: let through, and to be looked at.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="UserId">Account of the person.</param>
public sealed record TaskDoneWithoutTraining(
    Guid TaskId,
    Guid UserId) : BecsEvent;
