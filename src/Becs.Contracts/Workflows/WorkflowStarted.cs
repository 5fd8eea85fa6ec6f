namespace Becs.Contracts.Workflows;

/// <summary>A process began.</summary>
/// <param name="InstanceId">The running instance.</param>
/// <param name="DefinitionId">Process definition, such as <c>component-release</c>.</param>
/// <param name="Version">Version of the definition.</param>
public sealed record WorkflowStarted(
    Guid InstanceId,
    string DefinitionId,
    int Version) : BecsEvent;
