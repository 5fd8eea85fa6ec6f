using Becs.Contracts.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Shared;

namespace Becs.Domain.Donations;

/// <summary>
/// Records that a draw never began: the number was assigned and nothing was drawn under it. The number is used up, nothing will bear it, and
/// the day's donations balance.
/// </summary>
public sealed class AbandonCollection(
    IDonations donations, IDonors donors, ISubjects subjects, IEventSink events, ICurrentOperation operation, IIdGenerator ids)
{
    /// <summary>Why a draw did not begin.</summary>
    public static readonly IReadOnlySet<string> Reasons =
        new HashSet<string>(StringComparer.Ordinal) { "labels-differ", "start-refused", "donor-left" };

    /// <summary>Ends the collection without a draw. Needs <see cref="Permissions.DonationsCollect"/>.</summary>
    /// <exception cref="InputException">COL-016 no such reason.</exception>
    /// <exception cref="RuleException">COL-006 the draw began: its end is recorded instead.</exception>
    public async Task<CollectionRecord> ExecuteAsync(
        DonationId donationId, string reasonCode, CancellationToken cancellationToken = default)
    {
        var context = operation.Context;
        context.Demand(Permissions.DonationsCollect);
        context.DemandPerson();
        if (!Reasons.Contains(reasonCode))
        {
            throw new InputException("COL-016", "reasonCode", $"{donationId.Subject}: name one of the reasons there are.");
        }

        var donation = await donations.FindAsync(donationId, cancellationToken)
            ?? throw new NotFoundException("DNT-404", $"There is no {donationId.Subject}.");
        var details = new CollectionDetails
        {
            Outcome = CollectionOutcome.NotStarted,
            StoppedAt = context.NowAt,
            VolumeMl = 0,
            FailureCode = reasonCode,
        };
        var record = new CollectionRecord(ids.New(), donationId, 1, details, 0, 0, FactStamp.Of(context));
        donation.Abandon(record);
        subjects.Bump(donationId.Subject);
        foreach (var donor in await donors.AliasClosureAsync(donation.DonorId, cancellationToken))
        {
            subjects.Bump(donor.Subject);
        }

        events.Raise(
            donationId.Subject, new CollectionFailed(donationId.Value, donation.Din.Value, donation.DonorId.Value, reasonCode, 0));
        return record;
    }
}
