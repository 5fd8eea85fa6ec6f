namespace Becs.Domain.Donations;

/// <summary>What is recorded when a draw ends (domain handbook, section 3).</summary>
public sealed record CollectionDetails
{
    public required CollectionOutcome Outcome { get; init; }

    /// <summary>End of the draw (UTC).</summary>
    public required DateTime StoppedAt { get; init; }

    /// <summary>Volume in the bag, in millilitres, 0 to 1000.</summary>
    public required int VolumeMl { get; init; }

    /// <summary>A second venipuncture was needed.</summary>
    public bool SecondStick { get; init; }

    /// <summary>Kind of donor reaction, such as <c>vasovagal</c>; null when there was none.</summary>
    public string? ReactionKind { get; init; }

    /// <summary>Severity 1 to 5 (ISBT/AABB/IHN); with a kind, and only with it.</summary>
    public int? ReactionGrade { get; init; }

    /// <summary>Why it failed; required unless collected.</summary>
    public string? FailureCode { get; init; }
}
