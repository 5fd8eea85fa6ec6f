using Becs.Contracts.Donations;
using Becs.Contracts.Donors;
using Becs.Domain.Donors.Eligibility;
using Becs.Domain.Gates;
using Becs.Domain.Isbt128;
using Becs.Domain.Shared;
using Becs.Domain.Sites;

namespace Becs.Domain.Donations;

/// <summary>
/// Gate: an accepted donor gets a donation number. The seven donor checks are evaluated here, on the facts of this moment; every donor record
/// read must be unchanged at the commit.
/// </summary>
public sealed class AssignDin(
    ReadEligibilityFacts read,
    DecisionRecorder recorder,
    IDonations donations,
    IDinSerials serials,
    ISites sites,
    ISubjects subjects,
    IEventSink events,
    ICurrentOperation operation,
    IIdGenerator ids)
{
    private const int HighestSerial = 999_999;

    /// <summary>The donation, or the verdict that kept the gate shut. Both leave a decision.</summary>
    /// <exception cref="RuleException">VIS-010: the visit has its number already; DIN-001: no serial is left this year.</exception>
    public async Task<AssignedDin> ExecuteAsync(VisitId visitId, CancellationToken cancellationToken = default)
    {
        var facts = await read.ForTodayAsync(visitId, cancellationToken);
        var visit = facts.Visit;
        if (visit.DonationId is { } existing)
        {
            throw new RuleException("VIS-010", $"{visitId.Subject} already led to {existing.Subject}.");
        }

        var verdict = EligibilityVerdict.Of(facts);
        var decision = await recorder.RecordAsync(
            GateName.AssignDin,
            visit.DonorId.Subject,
            facts.Reads,
            verdict is EligibilityVerdict.Accepted ? GateVerdict.Clear : GateVerdict.Blocked,
            EligibilityEvidence.Of(facts, verdict.Checks),
            cancellationToken);
        if (decision.Verdict != GateVerdict.Clear)
        {
            return new AssignedDin(decision, verdict, null);
        }

        decision.Spend(GateName.AssignDin, visit.DonorId.Subject, operation.Context);
        var donation = new Donation(
            new DonationId(ids.New()),
            await TakeNumberAsync(visit.SiteId, facts.Today.Year, cancellationToken),
            visit.DonorId,
            visit.Id,
            visit.DonationType,
            decision.Id,
            FactStamp.Of(operation.Context) with { SiteId = visit.SiteId });
        subjects.Create(donation.Id.Subject);
        donations.Add(donation);
        visit.Registered(donation.Id);
        Announce(donation, decision);
        return new AssignedDin(decision, verdict, donation);
    }

    private async Task<DonationNumber> TakeNumberAsync(SiteId siteId, int year, CancellationToken cancellationToken)
    {
        var site = await sites.FindAsync(siteId, cancellationToken)
            ?? throw new NotFoundException("SIT-404", $"There is no {siteId.Subject}.");
        var serial = await serials.TakeAsync(site.FacilityNumber, year, cancellationToken);
        return serial <= HighestSerial
            ? DonationNumber.Create(site.FacilityNumber, year, serial)
            : throw new RuleException("DIN-001", $"Facility {site.FacilityNumber} has no donation number left for {year}.");
    }

    private void Announce(Donation donation, GateDecision decision)
    {
        events.Raise(
            donation.DonorId.Subject, new DonorAccepted(donation.DonorId.Value, donation.VisitId.Value, decision.Id));
        events.Raise(donation.Id.Subject, new DonationRegistered(
            donation.Id.Value,
            donation.Din.Value,
            donation.DonorId.Value,
            donation.VisitId.Value,
            Donors.DonationTypeCodes.Code(donation.Type)));
    }
}

/// <summary>What the gate said, and the donation when it opened.</summary>
public sealed record AssignedDin(GateDecision Decision, EligibilityVerdict Verdict, Donation? Donation);
