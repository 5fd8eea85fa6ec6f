namespace Becs.Contracts.Components;

/// <summary>A final label was printed. An earlier label of the same bag is void from now on and must be destroyed.</summary>
/// <param name="UnitId">The bag.</param>
/// <param name="DonationId">Donation the bag came from.</param>
/// <param name="Din">Donation identification number on the label, 13 characters.</param>
/// <param name="ProductCode">ISBT 128 product code on the label, 8 characters.</param>
/// <param name="BloodGroup">ISBT 128 structure 002 on the label, 4 characters.</param>
/// <param name="PrintNumber">Number of this label for the bag, from 1.</param>
/// <param name="DecisionId">Gate decision on which this rests.</param>
public sealed record ComponentLabelled(
    Guid UnitId,
    Guid DonationId,
    string Din,
    string ProductCode,
    string BloodGroup,
    int PrintNumber,
    Guid DecisionId) : BecsEvent;
