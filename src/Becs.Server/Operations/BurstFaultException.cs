namespace Becs.Server.Operations;

/// <summary>
/// The workflow failed while working on what was submitted. Nothing of the operation is written; the submission is kept with an incident and
/// applied when somebody retries it.
/// </summary>
public sealed class BurstFaultException(string instanceId, string message, Exception? inner = null) : Exception(message, inner)
{
    public string InstanceId { get; } = instanceId;
}
