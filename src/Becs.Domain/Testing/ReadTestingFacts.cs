using Becs.Domain.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Rules;
using Becs.Domain.Shared;
using Becs.Domain.Sites;

namespace Becs.Domain.Testing;

/// <summary>Reads the primary facts about a donation's testing, touching every safety version before the facts it guards.</summary>
public sealed class ReadTestingFacts(
    IDonations donations, IDonors donors, ITests tests, ILots lots, IEquipment equipment, ISites sites, IRuleBooks rules)
{
    /// <exception cref="NotFoundException">DNT-404.</exception>
    public async Task<TestingFacts> OfAsync(DonationId donationId, CancellationToken cancellationToken = default)
    {
        var donation = await donations.FindAsync(donationId, cancellationToken)
            ?? throw new NotFoundException("DNT-404", $"There is no {donationId.Subject}.");
        var closure = await donors.AliasClosureAsync(donation.DonorId, cancellationToken);
        var zones = (await sites.AllAsync(cancellationToken)).ToDictionary(s => s.Id, s => s.TimeZone);
        var donatedOn = donation.DonatedOn(zones[donation.SiteId]);
        var book = await rules.ForAsync(donation.SiteId, donatedOn, cancellationToken);

        var own = await tests.ResultsOfAsync(donationId, cancellationToken);
        var earlier = (await donations.OfDonorsAsync(closure, cancellationToken))
            .Where(d => d.Id != donationId && d.Registered.RecordedAt < donation.Registered.RecordedAt).ToList();
        var earlierResults = earlier.Count == 0
            ? []
            : await tests.ResultsOfAsync([.. earlier.Select(d => d.Id)], cancellationToken);
        var earlierFindings = earlier.Count == 0
            ? []
            : await tests.FindingsOfAsync([.. earlier.Select(d => d.Id)], cancellationToken);
        var runs = await tests.RunsAsync(
            [.. own.Concat(earlierResults).Select(r => r.RunId).Distinct()], cancellationToken);
        var (valid, reads) = await ValidityAsync(runs, zones, cancellationToken);
        var prior = earlier.Select(d => new PriorTesting(
            d.Id,
            d.DonatedOn(zones[d.SiteId]),
            EffectiveResult.From(earlierResults.Where(r => r.DonationId == d.Id), valid),
            [.. earlierFindings.Where(f => f.DonationId == d.Id)])).ToList();
        var ordered = (await tests.OrdersOfAsync(donationId, cancellationToken)).SelectMany(o => o.TestCodes);
        return new TestingFacts
        {
            Book = book,
            Donation = donation,
            DonatedOn = donatedOn,
            Required = RequiredPanel.Of(book, donation.Type, donatedOn, prior, ordered),
            Results = EffectiveResult.From(own, valid),
            Runs = [.. runs.Where(r => own.Any(o => o.RunId == r.Id))],
            Prior = prior,
            Findings = await tests.FindingsOfAsync(donationId, cancellationToken),
            Projection = await tests.FindProjectionAsync(donationId, cancellationToken),
            Reads = [donationId.Subject, .. closure.Select(d => d.Subject), .. reads],
        };
    }

    // Controls in range and not invalidated, reagents in date and not recalled, machine in calibration, on the day of the run.
    private async Task<(Dictionary<TestRunId, bool> Valid, HashSet<SubjectRef> Reads)> ValidityAsync(
        IReadOnlyList<TestRun> runs, Dictionary<SiteId, TimeZoneInfo> zones, CancellationToken cancellationToken)
    {
        var valid = new Dictionary<TestRunId, bool>();
        var reads = new HashSet<SubjectRef>();
        foreach (var run in runs)
        {
            var day = run.RanAt.LocalDate(zones[run.SiteId]);
            reads.Add(run.Id.Subject);
            valid[run.Id] = run.IsValid;
            foreach (var lotId in run.ReagentLotIds)
            {
                reads.Add(lotId.Subject);
                valid[run.Id] &= (await lots.FindAsync(lotId, cancellationToken))?.MayBeUsedOn(day) == true;
            }

            if (run.EquipmentId is { } machine)
            {
                reads.Add(machine.Subject);
                valid[run.Id] &= (await equipment.FindAsync(machine, cancellationToken))?.MayBeUsedOn(day) == true;
            }
        }

        return (valid, reads);
    }
}
