namespace Becs.Persistence.Operations;

/// <summary>A submission that was received and could not be applied: kept sealed until somebody retries it, so that nobody types it again.</summary>
internal sealed class ReceivedRow
{
    public required Guid OperationId { get; init; }

    public required Guid IncidentId { get; init; }

    public required Guid UserId { get; init; }

    public required string UserName { get; init; }

    public required Guid SiteId { get; init; }

    public required string Action { get; init; }

    /// <summary>Person under whose key the body is sealed; null when it is about nobody: then under the ring's own key.</summary>
    public string? PersonKind { get; init; }

    public Guid? PersonId { get; init; }

    public required string KeyId { get; init; }

    /// <summary>Nonce, tag and ciphertext; empty once applied or given up.</summary>
    public required byte[] Sealed { get; set; }

    public required ReceivedStatus Status { get; set; }

    public required DateTime ReceivedAt { get; init; }

    public long Version { get; private set; }
}
