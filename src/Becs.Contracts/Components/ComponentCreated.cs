namespace Becs.Contracts.Components;

/// <summary>A bag was made from a donation. It is in quarantine from its first moment.</summary>
/// <param name="UnitId">The bag.</param>
/// <param name="DonationId">Donation the bag came from.</param>
/// <param name="Din">Donation identification number on the label, 13 characters.</param>
/// <param name="ProductCode">ISBT 128 product code on the label, 8 characters.</param>
/// <param name="ComponentClass">Kind of component, such as <c>RedCells</c>.</param>
/// <param name="VolumeMl">Volume in millilitres.</param>
/// <param name="CollectedAt">End of the collection (UTC).</param>
/// <param name="ProducedAt">When it was separated (UTC).</param>
/// <param name="ExpiresAt">From this instant on it is expired (UTC).</param>
/// <param name="ExpiryTimeZone">IANA zone in which the label states the expiry.</param>
/// <param name="ParentUnitIds">Bags it was made from.</param>
public sealed record ComponentCreated(
    Guid UnitId,
    Guid DonationId,
    string Din,
    string ProductCode,
    string ComponentClass,
    int VolumeMl,
    DateTime CollectedAt,
    DateTime ProducedAt,
    DateTime ExpiresAt,
    string ExpiryTimeZone,
    IReadOnlyList<Guid> ParentUnitIds) : BecsEvent;
