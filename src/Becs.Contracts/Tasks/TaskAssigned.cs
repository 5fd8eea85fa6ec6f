namespace Becs.Contracts.Tasks;

/// <summary>The task was given to a person by another.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="UserId">Account it was given to.</param>
/// <param name="ReasonCode">Why, as a code.</param>
public sealed record TaskAssigned(
    Guid TaskId,
    Guid UserId,
    string ReasonCode) : BecsEvent;
