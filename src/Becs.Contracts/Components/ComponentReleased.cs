namespace Becs.Contracts.Components;

/// <summary>The bag may be given to a patient: all blockers were clear and an authorised person signed.</summary>
/// <param name="UnitId">The bag.</param>
/// <param name="DonationId">Donation the bag came from.</param>
/// <param name="Din">Donation identification number on the label, 13 characters.</param>
/// <param name="ProductCode">ISBT 128 product code on the label, 8 characters.</param>
/// <param name="ComponentClass">Kind of component, such as <c>RedCells</c>.</param>
/// <param name="BloodGroup">ISBT 128 structure 002 on the label, 4 characters.</param>
/// <param name="ExpiresAt">From this instant on it is expired (UTC).</param>
/// <param name="DecisionId">Gate decision on which this rests.</param>
public sealed record ComponentReleased(
    Guid UnitId,
    Guid DonationId,
    string Din,
    string ProductCode,
    string ComponentClass,
    string BloodGroup,
    DateTime ExpiresAt,
    Guid DecisionId) : BecsEvent;
