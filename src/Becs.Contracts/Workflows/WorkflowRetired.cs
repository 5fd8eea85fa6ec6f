namespace Becs.Contracts.Workflows;

/// <summary>A version of a process was taken out of use: it starts nothing any more; what runs on it goes on.</summary>
/// <param name="DefinitionId">Process definition, such as <c>component-release</c>.</param>
/// <param name="Version">Version of the definition.</param>
/// <param name="PackageHash">Hash of the package.</param>
public sealed record WorkflowRetired(string DefinitionId, int Version, string PackageHash) : BecsEvent;
