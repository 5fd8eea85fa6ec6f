using Becs.Workflows.Running;

namespace Becs.Workflows.Errors;

/// <summary>A burst faulted where nobody keeps incidents. The state before it stays.</summary>
/// <param name="instanceId">The instance.</param>
/// <param name="fault">What went wrong.</param>
public sealed class BurstFaultedException(string instanceId, BurstFault fault)
    : WorkflowEngineException($"Instance {instanceId}: {fault.Incident.Message}", fault.Exception)
{
    /// <summary>What went wrong.</summary>
    public BurstFault Fault { get; } = fault;
}
