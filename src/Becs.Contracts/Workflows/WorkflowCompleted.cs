namespace Becs.Contracts.Workflows;

/// <summary>A process ended as drawn.</summary>
/// <param name="InstanceId">The running instance.</param>
/// <param name="DefinitionId">Process definition, such as <c>component-release</c>.</param>
/// <param name="Version">Version of the definition.</param>
/// <param name="Outcome">Name of its end, when it has several.</param>
public sealed record WorkflowCompleted(
    Guid InstanceId,
    string DefinitionId,
    int Version,
    string? Outcome) : BecsEvent;
