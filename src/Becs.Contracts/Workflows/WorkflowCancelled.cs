namespace Becs.Contracts.Workflows;

/// <summary>A process was ended by a person before its end.</summary>
/// <param name="InstanceId">The running instance.</param>
/// <param name="DefinitionId">Process definition, such as <c>component-release</c>.</param>
/// <param name="Version">Version of the definition.</param>
/// <param name="ReasonCode">Why, as a code.</param>
public sealed record WorkflowCancelled(
    Guid InstanceId,
    string DefinitionId,
    int Version,
    string ReasonCode) : BecsEvent;
