namespace Becs.Contracts.Tasks;

/// <summary>The task is no longer needed.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="ReasonCode">Why, as a code.</param>
public sealed record TaskCancelled(
    Guid TaskId,
    string ReasonCode) : BecsEvent;
