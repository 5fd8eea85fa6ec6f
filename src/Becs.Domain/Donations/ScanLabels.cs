using Becs.Domain.Isbt128;
using Becs.Domain.Shared;

namespace Becs.Domain.Donations;

/// <summary>Keeps each scan of the number on bag, tubes and record, agreeing or not.</summary>
public sealed class ScanLabels(
    IDonations donations, ISubjects subjects, ICurrentOperation operation, IIdGenerator ids)
{
    /// <returns>True when the scan agrees with the donation.</returns>
    /// <exception cref="NotFoundException">DNT-404.</exception>
    /// <exception cref="RuleException">COL-005 once the draw began.</exception>
    public async Task<bool> ExecuteAsync(
        DonationId donationId, LabelTarget target, DonationNumber scanned, CancellationToken cancellationToken = default)
    {
        operation.Context.DemandPerson();
        var donation = await donations.FindAsync(donationId, cancellationToken)
            ?? throw new NotFoundException("DNT-404", $"There is no {donationId.Subject}.");
        if (donation.Status != DonationStatus.Registered)
        {
            throw new RuleException("COL-005", $"{donationId.Subject} is {donation.Status}: labels are scanned before the draw.");
        }

        donation.Add(new LabelScan(
            ids.New(), donationId, target, scanned, donation.LabelScans.Count + 1, FactStamp.Of(operation.Context)));
        subjects.Bump(donationId.Subject);
        return scanned == donation.Din;
    }
}
