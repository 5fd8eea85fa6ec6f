namespace Becs.Server.Operations;

/// <summary>Keeps what could not be applied.</summary>
public sealed class IncidentDesk
{
    public Task<Guid> KeepAsync(OperationRequest request, BurstFaultException fault, CancellationToken cancellationToken) =>
        throw new InvalidOperationException(fault.Message, fault);
}
