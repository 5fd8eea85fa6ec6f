namespace Becs.Contracts.Workflows;

/// <summary>Somebody signed that they have been trained for what a version asks of their role.</summary>
/// <param name="ChangeId">The change that asks for it.</param>
/// <param name="PackageHash">Hash of the version's package.</param>
/// <param name="TrainingId">What was asked.</param>
/// <param name="Role">The role it is asked of.</param>
/// <param name="UserId">Account of the person.</param>
/// <param name="SignatureId">The signature.</param>
public sealed record WorkflowVersionAcknowledged(
    Guid ChangeId,
    string PackageHash,
    Guid TrainingId,
    string Role,
    Guid UserId,
    Guid SignatureId) : BecsEvent;
