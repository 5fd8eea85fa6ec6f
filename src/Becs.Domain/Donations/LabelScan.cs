using Becs.Domain.Isbt128;
using Becs.Domain.Shared;

namespace Becs.Domain.Donations;

/// <summary>Fact: a label was scanned at the chair. A scan that does not agree is kept as well: it blocks until the target is scanned
/// again and agrees.</summary>
public sealed class LabelScan
{
    private LabelScan()
    {
    }

    public LabelScan(Guid id, DonationId donationId, LabelTarget target, DonationNumber scannedDin, int order, FactStamp stamp)
    {
        Id = id;
        DonationId = donationId;
        Target = target;
        ScannedDin = scannedDin;
        Order = order;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public DonationId DonationId { get; private set; }

    public LabelTarget Target { get; private set; }

    public DonationNumber ScannedDin { get; private set; }

    /// <summary>Position among the scans of the donation, from 1; per target the highest counts.</summary>
    public int Order { get; private set; }

    public FactStamp Stamp { get; private set; } = null!;
}
