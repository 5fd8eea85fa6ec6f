using Becs.Domain.Components;
using Becs.Domain.Gates;
using Becs.Domain.Isbt128;
using Becs.Domain.Patients;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;

namespace Becs.Domain.Orders;

/// <summary>
/// The checks before a bag is reserved or issued, each from primary facts, all at this moment. Fails closed: a check that cannot be made has
/// failed.
/// </summary>
public sealed class IssueChecks(
    UnitBlockers unitBlockers, DonationBlockers donationBlockers, CompatibilityCheck compatibility, IOrders orders, IFates fates,
    IGateDecisions decisions, IPersonalRecords personal)
{
    // A donor may take the consent back, or exclude the blood in confidence, after the release too.
    private static readonly string[] _testing = ["RB-06", "RB-07", "RB-12", "RB-13", "RB-14", "RB-15", "RB-17"];

    internal async Task<CheckVector> EvaluateAsync(
        GateName gate, IssueCase c, IssueRequest? request, CancellationToken cancellationToken)
    {
        var results = new List<CheckResult>();
        foreach (var code in gate == GateName.Issue ? IssueCodes.ForIssue : IssueCodes.ForAllocation)
        {
            results.Add(await GuardedAsync(code, gate, c, request, cancellationToken));
        }

        return new CheckVector(gate, c.Unit.Id, c.Order.Id, c.IsEmergency, c.Operation.NowAt, results);
    }

    private async Task<CheckResult> GuardedAsync(
        string code, GateName gate, IssueCase c, IssueRequest? request, CancellationToken cancellationToken)
    {
        try
        {
            return request is null ? await CommonAsync(code, gate, c, cancellationToken)
                : await AtTheDeskAsync(code, c, request, cancellationToken) ?? await CommonAsync(code, gate, c, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return CheckResult.Fail(code, "check-failed:" + ((exception as BecsException)?.Code ?? exception.GetType().Name));
        }
    }

    private async Task<CheckResult> CommonAsync(string code, GateName gate, IssueCase c, CancellationToken cancellationToken) => code switch
    {
        IssueCodes.Released => await ReleasedAsync(gate, c.Unit, cancellationToken),
        IssueCodes.InStockHere => CheckResult.When(
            c.Unit.SiteId == c.Operation.SiteId && c.Order.SiteId == c.Operation.SiteId, code, "not-at-this-site", c.Unit.Id.Value),
        IssueCodes.NoHold => await NoHoldAsync(c, cancellationToken),
        IssueCodes.NotExpired => CheckResult.When(
            !c.Unit.IsExpiredAt(c.Operation.NowAt.AddMinutes(c.MinimumRemainingMinutes)), code,
            c.Unit.IsExpiredAt(c.Operation.NowAt) ? "expired" : "too-short-dated", c.Unit.Id.Value),
        IssueCodes.Compatible => Of(code, await compatibility.ObstacleAsync(c, cancellationToken)),
        IssueCodes.SpecialNeeds => Of(code, NeedsCheck.Unmet(c) is { } need ? "unmet:" + need : null),
        IssueCodes.Testing => await TestingAsync(c, cancellationToken),
        IssueCodes.NotIssued => await NotIssuedAsync(c, cancellationToken),
        IssueCodes.OrderOpen => await OrderOpenAsync(gate, c, cancellationToken),
        IssueCodes.WorkflowVersion => Of(code, await unitBlockers.WorkflowVersionAsync(c.Release, cancellationToken)),
        IssueCodes.Allocated => await AllocatedAsync(c, cancellationToken),
        IssueCodes.Sample => await SampleAsync(c, cancellationToken),
        IssueCodes.Crossmatch => await CrossmatchAsync(c, cancellationToken),
        _ => CheckResult.Fail(code, "not-evaluated"),
    };

    // Null when the check needs nothing of what is stated at the desk.
    private async Task<CheckResult?> AtTheDeskAsync(
        string code, IssueCase c, IssueRequest request, CancellationToken cancellationToken) => code switch
        {
            IssueCodes.VisualInspection => CheckResult.When(request.IsVisuallyNormal, code, "visual-inspection"),
            IssueCodes.Identifiers => await IdentifiersAsync(c, request.Slip, cancellationToken),
            IssueCodes.IssuerAndReceiver => IssuerAndReceiver(c, request.ReceiverCode),
            IssueCodes.Tag => CheckResult.When(
                ScanParser.Parse(request.TagScan).Din is { } din && din == c.Unit.Din, code, "tag-of-another-bag"),
            _ => null,
        };

    private static CheckResult Of(string code, string? obstacle) => obstacle is null ? CheckResult.Pass(code) : CheckResult.Fail(code, obstacle);

    private static CheckResult Of(string code, BlockerResult result) => result.Blocks
        ? CheckResult.Fail(code, $"{result.Blocker}:{result.Reason ?? "not-evaluated"}", result.EvidenceId)
        : CheckResult.Pass(code, result.EvidenceId);

    // The status is a projection: the decision it names must be a clear one, of the Release gate, about this very bag.
    private async Task<CheckResult> ReleasedAsync(GateName gate, Unit unit, CancellationToken cancellationToken)
    {
        var wanted = gate == GateName.Issue ? UnitStatus.Allocated : UnitStatus.Released;
        if (unit.ReleasedDecisionId is not { } id || unit.Status != wanted)
        {
            return CheckResult.Fail(IssueCodes.Released, "status:" + unit.Status, unit.Id.Value);
        }

        var decision = await decisions.FindAsync(id, cancellationToken);
        return CheckResult.When(
            decision is { Gate: GateName.Release, Verdict: GateVerdict.Clear } && decision.Subject == unit.Id.Subject,
            IssueCodes.Released, "status-disagrees", id);
    }

    private static CheckResult IssuerAndReceiver(IssueCase c, string receiverCode) =>
        string.IsNullOrWhiteSpace(receiverCode) ? CheckResult.Fail(IssueCodes.IssuerAndReceiver, "receiver-missing")
        : string.Equals(receiverCode.Trim(), c.Operation.UserName, StringComparison.OrdinalIgnoreCase)
            ? CheckResult.Fail(IssueCodes.IssuerAndReceiver, "receiver-is-issuer")
        : CheckResult.Pass(IssueCodes.IssuerAndReceiver);

    private async Task<CheckResult> NoHoldAsync(IssueCase c, CancellationToken cancellationToken)
    {
        var own = await unitBlockers.OwnHoldAsync(
            c.Release, await donationBlockers.ReagentLotsAsync(c.Release, cancellationToken), cancellationToken);
        if (own.Blocks)
        {
            return Of(IssueCodes.NoHold, own);
        }

        var related = await unitBlockers.RelatedHoldAsync(c.Release, cancellationToken);

        // A broken audit trail holds back what depends on it, but never an emergency.
        return related.Blocks || c.IsEmergency ? Of(IssueCodes.NoHold, related)
            : Of(IssueCodes.NoHold, await unitBlockers.AuditTrailAsync(c.Release, cancellationToken) ?? related);
    }

    private async Task<CheckResult> TestingAsync(IssueCase c, CancellationToken cancellationToken)
    {
        foreach (var blocker in _testing)
        {
            var result = await donationBlockers.EvaluateAsync(blocker, c.Release, cancellationToken);
            if (result.Blocks)
            {
                return Of(IssueCodes.Testing, result);
            }
        }

        return CheckResult.Pass(IssueCodes.Testing);
    }

    private async Task<CheckResult> NotIssuedAsync(IssueCase c, CancellationToken cancellationToken)
    {
        if (await fates.OfAsync(c.Unit.Id, cancellationToken) is { } fate)
        {
            return CheckResult.Fail(IssueCodes.NotIssued, "fate:" + fate.Kind, fate.Id);
        }

        var issues = await orders.IssuesOfUnitAsync(c.Unit.Id, cancellationToken);
        var returns = await orders.ReturnsOfUnitAsync(c.Unit.Id, cancellationToken);
        var open = issues.FirstOrDefault(i => !returns.Any(r => r.IssueId == i.Id && r.IsAccepted));
        return open is null ? CheckResult.Pass(IssueCodes.NotIssued) : CheckResult.Fail(IssueCodes.NotIssued, "issued", open.Id);
    }

    private async Task<CheckResult> OrderOpenAsync(GateName gate, IssueCase c, CancellationToken cancellationToken)
    {
        if (!c.Order.IsOpen)
        {
            return CheckResult.Fail(IssueCodes.OrderOpen, "order:" + c.Order.State, c.Order.Id.Value);
        }

        if (c.Line.ComponentClass != c.Unit.ComponentClass)
        {
            return CheckResult.Fail(IssueCodes.OrderOpen, "other-component", c.Order.Id.Value);
        }

        var taken = 0;
        foreach (var issue in (await orders.IssuesOfAsync(c.Order.Id, cancellationToken)).Where(i => i.LineNumber == c.Line.Number))
        {
            // A bag that came back leaves its place in the order free again.
            taken += (await orders.ReturnsOfUnitAsync(issue.UnitId, cancellationToken)).Any(r => r.IssueId == issue.Id) ? 0 : 1;
        }

        if (gate == GateName.Allocate)
        {
            taken += (await orders.AllocationsOfAsync(c.Order.Id, cancellationToken))
                .Count(a => a.IsOpen && a.LineNumber == c.Line.Number);
        }

        return CheckResult.When(taken < c.Line.Quantity, IssueCodes.OrderOpen, "line-complete", c.Order.Id.Value);
    }

    private async Task<CheckResult> AllocatedAsync(IssueCase c, CancellationToken cancellationToken)
    {
        var allocation = await orders.OpenAllocationAsync(c.Unit.Id, cancellationToken);
        return CheckResult.When(
            allocation is not null && allocation.OrderId == c.Order.Id && allocation.PatientId == c.Patient.Id,
            IssueCodes.Allocated, "not-allocated-to-patient", allocation?.Id);
    }

    private async Task<CheckResult> SampleAsync(IssueCase c, CancellationToken cancellationToken)
    {
        if (Exemption(c) is { } rule)
        {
            return CheckResult.Skip(IssueCodes.Sample, rule);
        }

        var crossmatch = await LatestCrossmatchAsync(c, cancellationToken);
        var sample = c.Patient.Samples.FirstOrDefault(s => s.Id == crossmatch?.SampleId) ?? c.Patient.LatestSample;
        return CheckResult.When(
            sample?.ServesAt(c.Operation.NowAt, c.Operation.SiteTimeZone) == true, IssueCodes.Sample, "sample-not-valid", sample?.Id);
    }

    private async Task<CheckResult> CrossmatchAsync(IssueCase c, CancellationToken cancellationToken)
    {
        var latest = await LatestCrossmatchAsync(c, cancellationToken);
        if (Exemption(c) is { } rule && latest?.IsCompatible != false)
        {
            return CheckResult.Skip(IssueCodes.Crossmatch, rule);
        }

        if (latest is not { } crossmatch)
        {
            return CheckResult.Fail(IssueCodes.Crossmatch, "crossmatch-missing");
        }

        // The prerequisites hold now or not at all: an antibody posted since then makes an electronic crossmatch worthless.
        var reason = !crossmatch.IsCompatible ? "incompatible"
            : c.Operation.NowAt >= crossmatch.ValidUntilAt ? "crossmatch-outdated"
            : CrossmatchRules.Obstacle(crossmatch.Type, c.Patient, crossmatch.SampleId);
        return CheckResult.When(reason is null, IssueCodes.Crossmatch, reason ?? "", crossmatch.Id);
    }

    // Two of one instant (a clock that stands still) are told apart by their ids, which grow with time.
    private async Task<Crossmatch?> LatestCrossmatchAsync(IssueCase c, CancellationToken cancellationToken) =>
        (await orders.CrossmatchesAsync(c.Unit.Id, c.Patient.Id, cancellationToken))
            .OrderBy(x => x.Stamp.RecordedAt).ThenBy(x => x.Id).LastOrDefault();

    // 21 CFR 606.151(e): in an emergency blood is given before crossmatch and sample; the check of the group stays.
    private static string? Exemption(IssueCase c) => !CrossmatchRules.IsNeededFor(c.Unit.ComponentClass) ? "not-required-for-component"
        : c.IsEmergency ? "emergency-606.151(e)" : null;

    private async Task<CheckResult> IdentifiersAsync(IssueCase c, PickupSlip slip, CancellationToken cancellationToken)
    {
        var identity = await personal.GetAsync<PatientIdentity>(
            PersonRef.Of(c.Patient.Id), PatientIdentity.Kind, c.Patient.Id.Value, cancellationToken);
        return CheckResult.When(
            identity is not null && identity.BirthDate == slip.BirthDate
                && string.Equals(identity.HospitalNumber.Trim(), slip.HospitalNumber.Trim(), StringComparison.OrdinalIgnoreCase),
            IssueCodes.Identifiers, "identifiers-differ");
    }
}
