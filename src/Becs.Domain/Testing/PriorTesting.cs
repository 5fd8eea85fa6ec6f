using Becs.Domain.Shared;

namespace Becs.Domain.Testing;

/// <summary>What an earlier donation of the same donor showed.</summary>
/// <param name="DonationId">The donation.</param>
/// <param name="DonatedOn">Its day.</param>
/// <param name="Results">Its results.</param>
/// <param name="Findings">What was found out about its discrepancies.</param>
public sealed record PriorTesting(
    DonationId DonationId, DateOnly DonatedOn, IReadOnlyList<EffectiveResult> Results, IReadOnlyList<DiscrepancyFinding>? Findings = null);
