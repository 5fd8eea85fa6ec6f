using Becs.Domain.Audit;
using Becs.Domain.Components;
using Becs.Domain.Isbt128;
using Becs.Domain.Shared;

namespace Becs.Domain.Quarantine;

/// <summary>The blockers that look at the bag itself: expiry, relatives, label, workflow version, holds.</summary>
public sealed class UnitBlockers(IUnits units, ILabels labels, IHolds holds, IPackageStanding packages, IIntegrity integrity)
{
    /// <summary>RB-26: expired to the minute, or its expiry was never computed.</summary>
    internal static BlockerResult Expiry(ReleaseCase c)
    {
        var unit = c.Unit;
        if (unit.ExpiresAt <= unit.CollectedAt)
        {
            return BlockerResult.Blocked("RB-26", "expiry-not-computed", unit.Id.Value);
        }

        return unit.IsExpiredAt(c.Operation.NowAt)
            ? BlockerResult.Blocked("RB-26", "expired", unit.Id.Value)
            : BlockerResult.Clear("RB-26");
    }

    /// <summary>RB-30: something it was made from, or was made together with, is held.</summary>
    internal async Task<BlockerResult> RelatedHoldAsync(ReleaseCase c, CancellationToken cancellationToken) =>
        c.Scope.Relatives.Count == 0
            ? BlockerResult.NotApplicable("RB-30", "no-relatives")
            : await HoldAsync("RB-30", c.Scope.Relatives, cancellationToken);

    /// <summary>RB-38: the bag, its donation, donor, bag lot or a reagent lot of its tests is held, or somebody signed for its destruction.</summary>
    internal async Task<BlockerResult> OwnHoldAsync(
        ReleaseCase c, IReadOnlyList<SubjectRef> reagentLots, CancellationToken cancellationToken) => c.Unit.AwaitsDestruction
        ? BlockerResult.Blocked("RB-38", "signed-for-destruction", c.Unit.Id.Value)
        : await HoldAsync("RB-38", [.. c.Scope.Own.Union(reagentLots)], cancellationToken);

    /// <summary>RB-31: another bag bears the same DIN and product code.</summary>
    internal async Task<BlockerResult> DuplicateAsync(ReleaseCase c, CancellationToken cancellationToken)
    {
        var label = c.Unit.Label;
        var bearing = await units.BearingAsync(label.Din, label.ProductCode, cancellationToken);
        if (bearing.FirstOrDefault(u => u.Id != c.Unit.Id) is { } other)
        {
            c.Read(other.Id.Subject);
            return BlockerResult.Blocked("RB-31", "duplicate-label", other.Id.Value);
        }

        return bearing.Count == 1 ? BlockerResult.Clear("RB-31") : BlockerResult.Blocked("RB-31", "label-unknown", c.Unit.Id.Value);
    }

    /// <summary>RB-32: the label that counts is missing, no longer what the record says, or not verified by a second person.</summary>
    internal async Task<BlockerResult> LabelAsync(ReleaseCase c, BloodGroupCode? group, CancellationToken cancellationToken)
    {
        var history = await labels.OfAsync(c.Unit.Id, cancellationToken);
        if (history.Current is not { } print)
        {
            return Blocked("label-not-printed", null);
        }

        if (print.Din != c.Unit.Din || print.ProductCode != c.Unit.Label.ProductCode || print.Expiry != c.Unit.LabelExpiry().ToString()
            || group is not { } confirmed || print.BloodGroup != confirmed.Code)
        {
            return Blocked("label-not-as-record", print.Id);
        }

        if (history.CurrentVerification is not { } verification)
        {
            return Blocked("label-not-verified", print.Id);
        }

        if (!verification.Matches)
        {
            return Blocked("label-verification-failed", verification.Id);
        }

        if (verification.Stamp.UserId == print.Stamp.UserId)
        {
            return Blocked("label-verified-by-printer", verification.Id);
        }

        // The stored status must be what these facts give; if it is not, one of the two is wrong and nobody knows which.
        return c.Unit.Status == UnitStatus.LabelVerified ? BlockerResult.Clear("RB-32") : Blocked("status-disagrees", c.Unit.Id.Value);

        static BlockerResult Blocked(string reason, Guid? evidence) =>
            BlockerResult.Blocked(ReleaseBlockers.Label, reason, evidence);
    }

    /// <summary>
    /// The part of RB-36 that the system sees: the audit trail is broken where this bag, its donation, donor, lots or relatives depend on it.
    /// Null when it is not; what else belongs to RB-36 is for a manual procedure.
    /// </summary>
    internal async Task<BlockerResult?> AuditTrailAsync(ReleaseCase c, CancellationToken cancellationToken)
    {
        c.Read(c.Operation.SiteId.Subject);
        var open = await integrity.OpenOnAsync(c.Operation.SiteId, [.. c.Scope.All], cancellationToken);
        return open.Count == 0 ? null : BlockerResult.Blocked(ReleaseBlockers.DataIntegrity, "audit-trail-broken", open[0].Id, open[0].Place);
    }

    /// <summary>RB-35: the workflow version this happens under is not approved and effective. Outside a workflow nothing is released.</summary>
    internal async Task<BlockerResult> WorkflowVersionAsync(ReleaseCase c, CancellationToken cancellationToken)
    {
        if (c.Operation.PackageHash is not { Length: > 0 } hash)
        {
            return BlockerResult.Blocked("RB-35", "no-workflow");
        }

        return await packages.WasApprovedAndEffectiveAsync(hash, c.Operation.NowAt, cancellationToken)
            ? BlockerResult.Clear("RB-35")
            : BlockerResult.Blocked("RB-35", "workflow-not-approved", c.Operation.InstanceId);
    }

    private async Task<BlockerResult> HoldAsync(
        string blocker, IReadOnlyList<SubjectRef> scopes, CancellationToken cancellationToken)
    {
        var open = await holds.OpenOnAsync(scopes, cancellationToken);
        return open.Count == 0 ? BlockerResult.Clear(blocker) : BlockerResult.Blocked(blocker, open[0].ReasonCode, open[0].Id.Value);
    }
}
