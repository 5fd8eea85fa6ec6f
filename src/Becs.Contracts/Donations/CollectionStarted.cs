namespace Becs.Contracts.Donations;

/// <summary>The needle is in. Subject: the donation.</summary>
/// <param name="DonationId">The donation.</param>
/// <param name="Din">Donation identification number, 13 characters without flags and check character.</param>
/// <param name="StartedAt">When (UTC).</param>
/// <param name="DecisionId">The gate decision that allowed it.</param>
public sealed record CollectionStarted(
    Guid DonationId,
    string Din,
    DateTime StartedAt,
    Guid DecisionId) : BecsEvent;
