using Becs.Contracts.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Donors.Eligibility;
using Becs.Domain.Shared;
using Becs.Domain.Sites;

namespace Becs.Domain.Donations;

/// <summary>Records how a draw ended. Recording again amends: a new version, with the operation's reason.</summary>
public sealed class RecordCollection(
    IDonations donations,
    IVisits visits,
    IDonors donors,
    IPersonalRecords personal,
    ISites sites,
    ISubjects subjects,
    IEventSink events,
    ICurrentOperation operation,
    IIdGenerator ids)
{
    private const int MostMl = 1000;

    /// <exception cref="NotFoundException">DNT-404.</exception>
    /// <exception cref="InputException">COL-012 times, COL-013 volume, COL-014 reaction, COL-015 failure code.</exception>
    /// <exception cref="RuleException">COL-002 not started; COL-004 an amendment without a reason.</exception>
    public async Task<CollectionRecord> ExecuteAsync(
        DonationId donationId, CollectionDetails details, CancellationToken cancellationToken = default)
    {
        var context = operation.Context;
        context.DemandPerson();
        var donation = await donations.FindAsync(donationId, cancellationToken)
            ?? throw new NotFoundException("DNT-404", $"There is no {donationId.Subject}.");
        var start = donation.Start
            ?? throw new RuleException("COL-002", $"{donationId.Subject} was not started: there is nothing to record.");
        Check(details, start, context);
        if (donation.Records.Count > 0 && string.IsNullOrWhiteSpace(context.Reason))
        {
            throw new RuleException("COL-004", $"{donationId.Subject} has a collection record: an amendment needs a reason.");
        }

        var (redCellsMl, plasmaMl) = ProcedureLoss.Actual(
            donation.Type, details.VolumeMl, await HaematocritAsync(donation, cancellationToken));
        var record = new CollectionRecord(
            ids.New(), donationId, donation.Records.Count + 1, details, redCellsMl, plasmaMl, FactStamp.Of(context));
        donation.End(record);
        subjects.Bump(donationId.Subject);
        foreach (var donor in await donors.AliasClosureAsync(donation.DonorId, cancellationToken))
        {
            subjects.Bump(donor.Subject);
        }

        await AnnounceAsync(donation, start, record, cancellationToken);
        return record;
    }

    private static void Check(CollectionDetails details, CollectionStart start, OperationContext context)
    {
        if (details.StoppedAt.Kind != DateTimeKind.Utc
            || details.StoppedAt < start.StartedAt || details.StoppedAt > context.NowAt)
        {
            throw new InputException("COL-012", "stoppedAt", "The end lies between the start of the draw and now (UTC).");
        }

        if (details.Outcome == CollectionOutcome.NotStarted)
        {
            throw new InputException("COL-017", "outcome", "A draw that began has ended collected, not sufficient or failed.");
        }

        if (details.VolumeMl is < 0 or > MostMl || (details.Outcome == CollectionOutcome.Collected && details.VolumeMl == 0))
        {
            throw new InputException("COL-013", "volumeMl", $"The volume lies between 0 and {MostMl} mL, above 0 when collected.");
        }

        var hasKind = !string.IsNullOrWhiteSpace(details.ReactionKind);
        if (hasKind != details.ReactionGrade.HasValue || details.ReactionGrade is < 1 or > 5)
        {
            throw new InputException("COL-014", "reactionGrade", "A reaction has a kind and a grade from 1 to 5, or neither.");
        }

        if ((details.Outcome == CollectionOutcome.Collected) != string.IsNullOrWhiteSpace(details.FailureCode))
        {
            throw new InputException("COL-015", "failureCode", "A failed draw has a failure code, a collected one has none.");
        }
    }

    private async Task<int?> HaematocritAsync(Donation donation, CancellationToken cancellationToken)
    {
        var visit = await visits.FindAsync(donation.VisitId, cancellationToken);
        return visit?.LatestExamination is { } examination
            ? ProcedureLoss.Haematocrit(await personal.GetAsync<ExaminationMeasurements>(
                PersonRef.Of(donation.DonorId), DonorRecords.Examination, examination.Id, cancellationToken))
            : null;
    }

    private async Task AnnounceAsync(
        Donation donation, CollectionStart start, CollectionRecord record, CancellationToken cancellationToken)
    {
        var (id, din) = (donation.Id.Value, donation.Din.Value);
        if (record.Outcome == CollectionOutcome.Collected)
        {
            var site = await sites.FindAsync(donation.SiteId, cancellationToken)
                ?? throw new NotFoundException("SIT-404", $"There is no {donation.SiteId.Subject}.");
            events.Raise(
                donation.Id.Subject,
                new DonationCollected(
                    id,
                    din,
                    donation.DonorId.Value,
                    donation.Type.Code(),
                    record.VolumeMl,
                    start.StartedAt,
                    record.StoppedAt,
                    donation.DonatedOn(site.TimeZone)),
                record.StoppedAt);
        }
        else
        {
            events.Raise(
                donation.Id.Subject,
                new CollectionFailed(id, din, donation.DonorId.Value, record.FailureCode!, record.VolumeMl),
                record.StoppedAt);
        }

        if (record.ReactionKind is { } kind)
        {
            events.Raise(donation.Id.Subject, new DonorReactionObserved(id, din, kind, record.ReactionGrade!.Value));
        }
    }
}
