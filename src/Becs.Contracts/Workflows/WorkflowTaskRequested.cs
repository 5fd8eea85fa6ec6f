namespace Becs.Contracts.Workflows;

/// <summary>A process asks somebody outside to do a task, and waits for the answer, which names the task.</summary>
/// <param name="InstanceId">The running instance.</param>
/// <param name="DefinitionId">Process definition, such as <c>donation-testing</c>.</param>
/// <param name="TaskId">Id of the request; the answer names it.</param>
/// <param name="TaskName">What is to be done.</param>
/// <param name="Payload">What whoever does it needs to know: a JSON object.</param>
public sealed record WorkflowTaskRequested(
    Guid InstanceId,
    string DefinitionId,
    string TaskId,
    string TaskName,
    string? Payload) : BecsEvent;
