namespace Becs.Domain.Quarantine;

/// <summary>What the release gate said. Not released means: the bag stays in quarantine, for the reasons in the vector.</summary>
public sealed record ReleaseOutcome(bool IsReleased, BlockerVector Vector, Guid DecisionId);
