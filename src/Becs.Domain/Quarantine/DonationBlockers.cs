using Becs.Domain.Isbt128;

namespace Becs.Domain.Quarantine;

/// <summary>The blockers that look at the donation the bag came from: donor, visit, collection, testing.</summary>
public sealed class DonationBlockers
{
    /// <summary>RB-01 to RB-08, 10 to 15 and 17.</summary>
    internal Task<BlockerResult> EvaluateAsync(string blocker, ReleaseCase c, CancellationToken cancellationToken) =>
        Task.FromResult(BlockerResult.NotEvaluated(blocker));

    /// <summary>The group the label must state; null while it is not confirmed.</summary>
    internal Task<BloodGroupCode?> LabelGroupAsync(ReleaseCase c, CancellationToken cancellationToken) =>
        Task.FromResult<BloodGroupCode?>(null);
}
