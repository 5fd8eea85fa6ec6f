namespace Becs.Domain.ChangeControl;

/// <summary>Why recorded cases that would end otherwise under a build are none that matter: signed, written once, never changed.</summary>
public sealed record PlatformJustification
{
    public required Guid Id { get; init; }

    /// <summary>The release it is about.</summary>
    public required Guid ReleaseId { get; init; }

    /// <summary><see cref="EvidenceGapKind.BlockToRelease"/> or <see cref="EvidenceGapKind.Undecided"/>.</summary>
    public required EvidenceGapKind Kind { get; init; }

    /// <summary>Which gap, as <see cref="EvidenceGap.Key"/> names it.</summary>
    public required string Key { get; init; }

    public required string Text { get; init; }

    public required Guid UserId { get; init; }

    public required string PrintedName { get; init; }

    public required string Meaning { get; init; }

    public required Guid SignatureId { get; init; }

    public required DateTime RecordedAt { get; init; }
}
