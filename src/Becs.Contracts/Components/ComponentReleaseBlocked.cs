namespace Becs.Contracts.Components;

/// <summary>Release was asked for and refused. The bag stays in quarantine.</summary>
/// <param name="UnitId">The bag.</param>
/// <param name="DonationId">Donation the bag came from.</param>
/// <param name="Blockers">Codes of what blocks, such as <c>RB-14</c>.</param>
/// <param name="DecisionId">Gate decision on which this rests.</param>
public sealed record ComponentReleaseBlocked(
    Guid UnitId,
    Guid DonationId,
    IReadOnlyList<string> Blockers,
    Guid DecisionId) : BecsEvent;
