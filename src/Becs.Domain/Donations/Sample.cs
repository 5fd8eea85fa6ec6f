using Becs.Domain.Isbt128;
using Becs.Domain.Shared;

namespace Becs.Domain.Donations;

/// <summary>Fact: a tube was filled and labelled. Its way to the laboratory is written once each.</summary>
public sealed class Sample
{
    private Sample()
    {
    }

    public Sample(Guid id, DonationId donationId, TubeKind kind, DonationNumber scannedDin, DateTime takenAt, FactStamp stamp)
    {
        Id = id;
        DonationId = donationId;
        Kind = kind;
        ScannedDin = scannedDin;
        TakenAt = takenAt;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public DonationId DonationId { get; private set; }

    public TubeKind Kind { get; private set; }

    /// <summary>The number on the tube, as scanned; must be the donation's.</summary>
    public DonationNumber ScannedDin { get; private set; }

    public DateTime TakenAt { get; private set; }

    public FactStamp Stamp { get; private set; } = null!;

    public DateTime? SentAt { get; private set; }

    public Guid? SentByUserId { get; private set; }

    /// <summary>When the laboratory scanned it in; results are accepted only from then on.</summary>
    public DateTime? ReceivedAt { get; private set; }

    public Guid? ReceivedByUserId { get; private set; }

    internal void Sent(FactStamp by)
    {
        if (SentAt is null)
        {
            (SentAt, SentByUserId) = (by.RecordedAt, by.UserId);
        }
    }

    internal void Received(FactStamp by)
    {
        if (ReceivedAt is null)
        {
            (ReceivedAt, ReceivedByUserId) = (by.RecordedAt, by.UserId);
        }
    }
}
