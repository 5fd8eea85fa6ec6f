namespace Becs.Contracts.Components;

/// <summary>The second person did not confirm the destruction of a bag: it waits for a decision again.</summary>
/// <param name="UnitId">The bag.</param>
/// <param name="DonationId">Donation the bag came from.</param>
/// <param name="Din">Donation identification number on the label, 13 characters.</param>
/// <param name="ProductCode">ISBT 128 product code on the label, 8 characters.</param>
public sealed record ComponentDestructionSentBack(
    Guid UnitId,
    Guid DonationId,
    string Din,
    string ProductCode) : BecsEvent;
