namespace Becs.Contracts.Components;

/// <summary>The bag is destroyed or will be; it never leaves this state.</summary>
/// <param name="UnitId">The bag.</param>
/// <param name="DonationId">Donation the bag came from.</param>
/// <param name="Din">Donation identification number on the label, 13 characters.</param>
/// <param name="ProductCode">ISBT 128 product code on the label, 8 characters.</param>
/// <param name="ReasonCode">Why, as a code.</param>
/// <param name="HoldId">The hold that was decided so; null otherwise.</param>
public sealed record ComponentDiscarded(
    Guid UnitId,
    Guid DonationId,
    string Din,
    string ProductCode,
    string ReasonCode,
    Guid? HoldId) : BecsEvent;
