using Becs.Workflows.Running;

namespace Becs.Server.Operations;

/// <summary>
/// The workflow failed while working on what was submitted. Nothing of the operation is written; the submission is kept with an incident and
/// applied when somebody retries it.
/// </summary>
/// <param name="instanceId">The instance; for a start, the one that would have begun.</param>
/// <param name="packageHash">The package it runs.</param>
/// <param name="stimulus">What moved it: kept, to be given again.</param>
/// <param name="fault">What went wrong.</param>
public sealed class BurstFaultException(string instanceId, string packageHash, BurstStimulus stimulus, BurstFault fault)
    : Exception(fault.Incident.Message, fault.Exception)
{
    public string InstanceId { get; } = instanceId;

    public string PackageHash { get; } = packageHash;

    public BurstStimulus Stimulus { get; } = stimulus;

    public BurstFault Fault { get; } = fault;

    /// <summary>What the person had signed: a retry applies it, nobody signs twice.</summary>
    public Becs.Domain.Signatures.Signature? Signature { get; set; }
}
