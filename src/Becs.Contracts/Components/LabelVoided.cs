namespace Becs.Contracts.Components;

/// <summary>The bag's label is void: something new blocks the bag. The label must be destroyed and accounted for.</summary>
/// <param name="UnitId">The bag.</param>
/// <param name="DonationId">Donation the bag came from.</param>
/// <param name="PrintNumber">Number of the label.</param>
/// <param name="Blockers">Codes of the blockers that caused it.</param>
public sealed record LabelVoided(
    Guid UnitId,
    Guid DonationId,
    int PrintNumber,
    IReadOnlyList<string> Blockers) : BecsEvent;
