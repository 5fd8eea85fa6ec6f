namespace Becs.Persistence.ReadModel;

/// <summary>A bag in a list.</summary>
/// <param name="BloodGroup">ISBT 128 structure 002 of the latest printed label; null before a label is printed.</param>
/// <param name="ExpiryTimeZone">IANA zone in which the label states the expiry.</param>
/// <param name="IsHeld">A hold lies on it, on what it was made of, its donation, donor or bag lot: it moves nowhere.</param>
public sealed record UnitRow(
    Guid Id, Guid DonationId, string Din, string ProductCode, string ComponentClass, string Status, string? BloodGroup, int VolumeMl,
    DateTime ExpiresAt, string ExpiryTimeZone, string StorageCode, bool IsHeld = false);

/// <summary>A bag with its labels, holds and history.</summary>
/// <param name="Collected">When its collection began dating (UTC).</param>
public sealed record UnitRecord(
    UnitRow Unit, Guid SiteId, DateTime Collected, string MethodCode, DateTime ProducedAt, IReadOnlyList<string> Attributes,
    IReadOnlyList<Guid> Parents, IReadOnlyList<Guid> Children, Guid? ReleasedDecisionId, Guid? IssuedDecisionId, FateRow? Fate,
    IReadOnlyList<UnitNameRow> Names, IReadOnlyList<LabelRow> Labels, IReadOnlyList<HoldRow> Holds, IReadOnlyList<MoveRow> Moves,
    IReadOnlyList<TimelineRow> Timeline);

/// <summary>What the bag was called during a period.</summary>
public sealed record UnitNameRow(string Din, string ProductCode, DateTime FromAt, DateTime? ToAt);

/// <summary>A label that was printed for the bag.</summary>
/// <param name="State"><c>printed</c>, <c>verified</c>, <c>mismatch</c>, <c>voided</c> or <c>replaced</c>.</param>
public sealed record LabelRow(
    Guid Id, int Number, string Din, string ProductCode, string BloodGroup, string Expiry, string State, string PrintedBy,
    DateTime PrintedAt, string? VerifiedBy, string? VoidReasonCode);

/// <summary>How a bag ended.</summary>
public sealed record FateRow(string Kind, string ReasonCode, DateTime OccurredAt);

/// <summary>The bag was put somewhere.</summary>
public sealed record MoveRow(Guid FromSiteId, Guid ToSiteId, string StorageCode, string MovedBy, DateTime MovedAt);
