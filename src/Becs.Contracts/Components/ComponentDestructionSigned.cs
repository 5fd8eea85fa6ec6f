namespace Becs.Contracts.Components;

/// <summary>A biohazard bag was signed for destruction; a second person has to confirm it. Until then it goes nowhere.</summary>
/// <param name="UnitId">The bag.</param>
/// <param name="DonationId">Donation the bag came from.</param>
/// <param name="Din">Donation identification number on the label, 13 characters.</param>
/// <param name="ProductCode">ISBT 128 product code on the label, 8 characters.</param>
/// <param name="ReasonCode">Why, as a code.</param>
public sealed record ComponentDestructionSigned(
    Guid UnitId,
    Guid DonationId,
    string Din,
    string ProductCode,
    string ReasonCode) : BecsEvent;
