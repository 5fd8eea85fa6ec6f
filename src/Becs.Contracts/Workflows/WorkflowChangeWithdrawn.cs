namespace Becs.Contracts.Workflows;

/// <summary>A submitted version of a process was given up by its author.</summary>
/// <param name="ChangeId">The change request.</param>
/// <param name="DefinitionId">Process definition, such as <c>component-release</c>.</param>
/// <param name="Version">Version of the definition it would have been.</param>
/// <param name="PackageHash">Hash of the package given up.</param>
public sealed record WorkflowChangeWithdrawn(
    Guid ChangeId,
    string DefinitionId,
    int Version,
    string PackageHash) : BecsEvent;
