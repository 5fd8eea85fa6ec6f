using Becs.Contracts.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Donors.Eligibility;
using Becs.Domain.Gates;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;

namespace Becs.Domain.Donations;

/// <summary>
/// Gate: the needle may go in. The donor is checked again, was identified again at the chair, all labels agree, the bag lot and the scale may
/// be used and nobody holds the lot; all of it must still hold at the commit.
/// </summary>
public sealed class StartCollection(
    IDonations donations,
    ILots lots,
    IEquipment equipment,
    IHolds holds,
    ReadEligibilityFacts read,
    DecisionRecorder recorder,
    ISubjects subjects,
    IEventSink events,
    ICurrentOperation operation,
    IIdGenerator ids)
{
    /// <summary>The decision; shut when it names reasons.</summary>
    /// <exception cref="InputException">COL-010 arm, COL-011 a start in the future or before the number was assigned.</exception>
    /// <exception cref="NotFoundException">DNT-404, LOT-404, EQP-404.</exception>
    public async Task<StartedCollection> ExecuteAsync(
        DonationId donationId,
        DateTime startedAt,
        LotId bagLotId,
        EquipmentId scaleId,
        string arm,
        CancellationToken cancellationToken = default)
    {
        var context = operation.Context;
        context.DemandPerson();
        var donation = await donations.FindAsync(donationId, cancellationToken)
            ?? throw new NotFoundException("DNT-404", $"There is no {donationId.Subject}.");
        Check(donation, startedAt, arm);
        var lot = await lots.FindAsync(bagLotId, cancellationToken)
            ?? throw new NotFoundException("LOT-404", $"There is no {bagLotId.Subject}.");
        var scale = await equipment.FindAsync(scaleId, cancellationToken)
            ?? throw new NotFoundException("EQP-404", $"There is no {scaleId.Subject}.");
        var facts = await read.ForTodayAsync(donation.VisitId, cancellationToken);
        var verdict = EligibilityVerdict.Of(facts);
        var reasons = Reasons(donation, lot, scale, facts, verdict);
        if ((await holds.OpenOnAsync([bagLotId.Subject], cancellationToken)).Count > 0)
        {
            reasons.Add("lot-held");
        }

        var decision = await recorder.RecordAsync(
            GateName.StartCollection,
            donationId.Subject,
            [.. facts.Reads, bagLotId.Subject, scaleId.Subject],
            reasons.Count == 0 ? GateVerdict.Clear : GateVerdict.Blocked,
            EligibilityEvidence.Of(facts, verdict.Checks, reasons),
            cancellationToken);
        if (reasons.Count > 0)
        {
            return new StartedCollection(decision, reasons);
        }

        decision.Spend(GateName.StartCollection, donationId.Subject, context);
        donation.Begin(new CollectionStart(
            ids.New(), donationId, startedAt, bagLotId, scaleId, arm, decision.Id, FactStamp.Of(context)));
        subjects.Bump(donationId.Subject);
        foreach (var donor in facts.Closure)
        {
            subjects.Bump(donor.Subject);
        }

        events.Raise(
            donationId.Subject,
            new CollectionStarted(donationId.Value, donation.Din.Value, startedAt, decision.Id),
            startedAt);
        return new StartedCollection(decision, reasons);
    }

    private static List<string> Reasons(
        Donation donation, Lot lot, Equipment scale, EligibilityFacts facts, EligibilityVerdict verdict)
    {
        var reasons = new List<string>();
        if (donation.Status != DonationStatus.Registered)
        {
            reasons.Add("already-started");
        }

        if (verdict is not EligibilityVerdict.Accepted)
        {
            reasons.Add($"donor-{verdict.Code}");
        }

        var atChair = facts.Visit.IdentityChecks
            .Where(c => c.Stage == IdentityCheckStage.BeforeVenipuncture).MaxBy(c => c.Order);
        if (atChair is not { Passed: true })
        {
            reasons.Add(atChair is null ? "not-identified-at-chair" : "identification-failed-at-chair");
        }

        reasons.AddRange(CollectionChecks.LabelsAgree(donation).Select(f => f.Code));
        reasons.AddRange(CollectionChecks.LotUsable(lot, facts.Today).Select(f => f.Code));
        if (scale.Kind != "scale" || !scale.MayBeUsedOn(facts.Today))
        {
            reasons.Add("scale-not-calibrated");
        }

        return reasons;
    }

    private void Check(Donation donation, DateTime startedAt, string arm)
    {
        if (arm is not ("left" or "right"))
        {
            throw new InputException("COL-010", "arm", "The arm is left or right.");
        }

        if (startedAt.Kind != DateTimeKind.Utc
            || startedAt > operation.Context.NowAt || startedAt < donation.Registered.RecordedAt)
        {
            throw new InputException("COL-011", "startedAt", "The start lies between the assignment of the number and now (UTC).");
        }
    }
}

/// <summary>What the gate said. Started when there are no reasons against it.</summary>
public sealed record StartedCollection(GateDecision Decision, IReadOnlyList<string> Reasons)
{
    public bool IsStarted => Reasons.Count == 0;
}
