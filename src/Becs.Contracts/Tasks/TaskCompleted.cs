namespace Becs.Contracts.Tasks;

/// <summary>The task was done.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="Outcome">Outcome chosen.</param>
/// <param name="UserId">Account of the person.</param>
/// <param name="SignatureId">Signature given with it.</param>
public sealed record TaskCompleted(
    Guid TaskId,
    string Outcome,
    Guid UserId,
    Guid? SignatureId) : BecsEvent;
