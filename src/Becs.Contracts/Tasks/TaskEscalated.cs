namespace Becs.Contracts.Tasks;

/// <summary>The task is late and was raised.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="Level">How often it was raised, from 1.</param>
public sealed record TaskEscalated(
    Guid TaskId,
    int Level) : BecsEvent;
