namespace Becs.Contracts.Workflows;

/// <summary>A new version of a process was submitted for review. It starts nothing yet.</summary>
/// <param name="ChangeId">The change request.</param>
/// <param name="DefinitionId">Process definition, such as <c>component-release</c>.</param>
/// <param name="Version">Version of the definition it would be.</param>
/// <param name="PackageHash">Hash of the package submitted.</param>
/// <param name="Kind">Standard, Emergency or RollBack.</param>
public sealed record WorkflowChangeSubmitted(
    Guid ChangeId,
    string DefinitionId,
    int Version,
    string PackageHash,
    string Kind) : BecsEvent;
