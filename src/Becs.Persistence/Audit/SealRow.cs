namespace Becs.Persistence.Audit;

/// <summary>
/// One link of the chain over the audit trail: lists every commit of a range of transactions with a digest of its rows, and the hash of the
/// seal before it. Written by the sealer off the request path; never changed.
/// </summary>
internal sealed class SealRow
{
    /// <summary>From 1 without gaps.</summary>
    public required long Number { get; init; }

    /// <summary>First transaction number covered.</summary>
    public required long FromTransaction { get; init; }

    /// <summary>First transaction number not covered; the next seal begins there.</summary>
    public required long UptoTransaction { get; init; }

    /// <summary>The commits, one a line: commit id, transaction, rows, digest of their MACs.</summary>
    public required string Commits { get; init; }

    public required DateTime SealedAt { get; init; }

    /// <summary>Hex; of no seal: empty.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>SHA-256 (hex) over all of the above.</summary>
    public required string Hash { get; init; }

    public required string KeyId { get; init; }

    /// <summary>HMAC-SHA256 of the hash.</summary>
    public required byte[] Mac { get; init; }
}
