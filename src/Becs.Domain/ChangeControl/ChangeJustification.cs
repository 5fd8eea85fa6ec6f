using Becs.Domain.Shared;

namespace Becs.Domain.ChangeControl;

/// <summary>Why a gap in the evidence of a submission is none that matters: signed, written once, never changed.</summary>
public sealed record ChangeJustification
{
    /// <summary>Most gaps one signature may answer.</summary>
    public const int Most = 100;

    public required Guid Id { get; init; }

    public required ChangeId ChangeId { get; init; }

    /// <summary>The submission it is about: a later one begins without it.</summary>
    public required string PackageHash { get; init; }

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
