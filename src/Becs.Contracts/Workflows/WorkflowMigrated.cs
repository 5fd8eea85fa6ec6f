namespace Becs.Contracts.Workflows;

/// <summary>A running process went over to another version by a signed plan; what it waits for stayed as it was.</summary>
/// <param name="InstanceId">The running instance.</param>
/// <param name="DefinitionId">Process definition, such as <c>component-release</c>.</param>
/// <param name="FromVersion">Version it left.</param>
/// <param name="ToVersion">Version it runs now.</param>
/// <param name="ToPackageHash">Package it runs now.</param>
/// <param name="ChangeId">The change request the plan belongs to.</param>
public sealed record WorkflowMigrated(
    Guid InstanceId,
    string DefinitionId,
    int FromVersion,
    int ToVersion,
    string ToPackageHash,
    Guid ChangeId) : BecsEvent;
