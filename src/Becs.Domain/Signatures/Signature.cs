namespace Becs.Domain.Signatures;

/// <summary>
/// An electronic signature (21 CFR 11.50): printed name, time, meaning, and the hash of the record as it was shown, which ties the signature
/// to that record (11.70). Written once, never changed.
/// </summary>
public sealed record Signature
{
    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    public required string UserName { get; init; }

    public required string PrintedName { get; init; }

    public required DateTime SignedAt { get; init; }

    public required string SiteTimeZone { get; init; }

    /// <summary>What the signature means; one of <see cref="SignatureMeanings"/>.</summary>
    public required string Meaning { get; init; }

    public required string Reason { get; init; }

    /// <summary>SHA-256 (lower-case hex) of the canonical form of the record as shown to the signer.</summary>
    public required string SignedHash { get; init; }

    /// <summary>What was signed, such as <c>task:…</c>.</summary>
    public required string Subject { get; init; }
}
