using Becs.Domain.Quarantine;

namespace Becs.Domain.Components;

/// <summary>What the print gate said.</summary>
/// <param name="Print">The label; null when something blocks.</param>
/// <param name="Vector">Every blocker but the label.</param>
/// <param name="DecisionId">The decision.</param>
public sealed record PrintOutcome(LabelPrint? Print, BlockerVector Vector, Guid DecisionId);
