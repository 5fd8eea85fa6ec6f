using Becs.Domain.Isbt128;
using Becs.Domain.Quarantine;
using Becs.Domain.Rules;
using Becs.Domain.Shared;

namespace Becs.Domain.Tests.KernelFakes;

/// <summary>The donation's blockers, clear but for what a test says.</summary>
internal sealed class FakeDonationBlockers() : DonationBlockers(null!, null!, null!)
{
    public Dictionary<string, Func<BlockerResult>> Otherwise { get; } = [];

    public BloodGroup? Group { get; set; } = new(AboGroup.O, RhD.Negative);

    internal override Task<BlockerResult> EvaluateAsync(string blocker, ReleaseCase c, CancellationToken cancellationToken) =>
        Task.FromResult(Otherwise.TryGetValue(blocker, out var result) ? result() : BlockerResult.Clear(blocker));

    internal override Task<BloodGroup?> GroupAsync(ReleaseCase c, CancellationToken cancellationToken) => Task.FromResult(Group);

    internal override Task<IReadOnlyList<SubjectRef>> ReagentLotsAsync(ReleaseCase c, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SubjectRef>>([]);
}
