using Becs.Domain.Donations;
using Becs.Domain.Rules;
using Becs.Domain.Shared;
using Becs.Domain.Sites;

namespace Becs.Domain.Donors.Eligibility;

/// <summary>Reads the primary facts about a visit's donor, touching every safety version before the facts it guards.</summary>
public sealed class ReadEligibilityFacts(
    IVisits visits,
    IDonors donors,
    IDeferrals deferrals,
    IDonations donations,
    IPersonalRecords personal,
    ISites sites,
    IRuleBooks rules,
    ICurrentOperation operation)
{
    /// <summary>Facts for a donation today.</summary>
    public Task<EligibilityFacts> ForTodayAsync(VisitId visitId, CancellationToken cancellationToken = default) =>
        ReadAsync(visitId, null, cancellationToken);

    /// <summary>Facts for a donation that took place, judged for its day by the rules of that day.</summary>
    public Task<EligibilityFacts> ForDonationAsync(Donation donation, CancellationToken cancellationToken = default) =>
        ReadAsync(donation.VisitId, donation, cancellationToken);

    private async Task<EligibilityFacts> ReadAsync(VisitId visitId, Donation? donation, CancellationToken cancellationToken)
    {
        var visit = await visits.FindAsync(visitId, cancellationToken)
            ?? throw new NotFoundException("VIS-404", $"There is no {visitId.Subject}.");
        var closure = await donors.AliasClosureAsync(visit.DonorId, cancellationToken);
        var zones = (await sites.AllAsync(cancellationToken)).ToDictionary(s => s.Id, s => s.TimeZone);
        var today = operation.Context.NowAt.LocalDate(zones[visit.SiteId]);
        var on = donation?.DonatedOn(zones[donation.SiteId]) ?? today;
        var person = PersonRef.Of(visit.DonorId);
        var identity = await personal.GetAsync<DonorIdentity>(
            person, DonorRecords.Identity, visit.DonorId.Value, cancellationToken);
        var answers = visit.LatestAnswers is { } set
            ? await personal.GetAsync<SealedAnswers>(person, DonorRecords.Answers, set.Id, cancellationToken)
            : null;
        var measured = visit.LatestExamination is { } examination
            ? await personal.GetAsync<ExaminationMeasurements>(
                person, DonorRecords.Examination, examination.Id, cancellationToken)
            : null;
        var choice = visit.LatestSelfExclusion is { } exclusion
            ? await personal.GetAsync<SealedSelfExclusion>(
                person, DonorRecords.SelfExclusion, exclusion.Id, cancellationToken)
            : null;
        var earlier = await donations.OfDonorsAsync(closure, cancellationToken);
        return new EligibilityFacts
        {
            Book = await rules.ForAsync(visit.SiteId, on, cancellationToken),
            On = on,
            Today = today,
            Visit = visit,
            Closure = closure,
            Identity = identity,
            Deferrals = await deferrals.OfAsync(closure, cancellationToken),
            PriorDonations = [.. earlier
                .Where(d => d.VisitId != visitId && d.Start is not null && d.DonatedOn(zones[d.SiteId]) <= on)
                .Select(d => Prior(d, zones[d.SiteId]))],
            Answers = answers?.ToAnswers(visit.LatestAnswers!.AnsweredOn, visit.DonationType, identity?.Sex),
            Measurements = measured,
            SelfExclusion = choice?.Choice,
        };
    }

    // A draw that began and was never recorded lost an unknown amount: the rules send that to the physician.
    private static PriorDonation Prior(Donation donation, TimeZoneInfo zone) => new(
        donation.Din.Value, donation.Type, donation.DonatedOn(zone), donation.Record?.RedCellLossMl, donation.Record?.PlasmaLossMl);
}
