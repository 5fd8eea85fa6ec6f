using Becs.Domain.Quarantine;

namespace Becs.Domain.Orders;

/// <summary>Does the bag fit the patient, by what is known of both now? Evaluated by the rule packs in force at this moment.</summary>
public sealed class CompatibilityCheck
{
    /// <summary>Null when it fits; otherwise why not.</summary>
    internal Task<string?> ObstacleAsync(IssueCase c, CancellationToken cancellationToken) =>
        Task.FromResult<string?>("not-evaluated");
}
