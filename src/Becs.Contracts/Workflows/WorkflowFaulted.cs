namespace Becs.Contracts.Workflows;

/// <summary>A process stopped with an incident. Nothing of the failed step was written; a person decides.</summary>
/// <param name="InstanceId">The running instance.</param>
/// <param name="DefinitionId">Process definition, such as <c>component-release</c>.</param>
/// <param name="Version">Version of the definition.</param>
/// <param name="IncidentId">The incident.</param>
/// <param name="ActivityId">Step at which it stopped.</param>
/// <param name="ExceptionType">Type of the error.</param>
public sealed record WorkflowFaulted(
    Guid InstanceId,
    string DefinitionId,
    int Version,
    Guid IncidentId,
    string? ActivityId,
    string ExceptionType) : BecsEvent;
