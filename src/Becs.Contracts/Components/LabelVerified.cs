namespace Becs.Contracts.Components;

/// <summary>The label on the bag was scanned and compared with the record by a second person.</summary>
/// <param name="UnitId">The bag.</param>
/// <param name="DonationId">Donation the bag came from.</param>
/// <param name="PrintNumber">Number of the label.</param>
/// <param name="Matches">True when every scan equals the record.</param>
/// <param name="Mismatches">Fields that differ: <c>din</c>, <c>bloodGroup</c>, <c>productCode</c>, <c>expiry</c>.</param>
public sealed record LabelVerified(
    Guid UnitId,
    Guid DonationId,
    int PrintNumber,
    bool Matches,
    IReadOnlyList<string> Mismatches) : BecsEvent;
