using Becs.Domain.Shared;

namespace Becs.Domain.Donations;

/// <summary>Fact: the needle went in.</summary>
public sealed class CollectionStart
{
    private CollectionStart()
    {
    }

    public CollectionStart(
        Guid id,
        DonationId donationId,
        DateTime startedAt,
        LotId bagLotId,
        EquipmentId scaleId,
        string arm,
        Guid decisionId,
        FactStamp stamp)
    {
        Id = id;
        DonationId = donationId;
        StartedAt = startedAt;
        BagLotId = bagLotId;
        ScaleId = scaleId;
        Arm = arm;
        DecisionId = decisionId;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public DonationId DonationId { get; private set; }

    public DateTime StartedAt { get; private set; }

    /// <summary>Lot of the bag kit, anticoagulant included.</summary>
    public LotId BagLotId { get; private set; }

    public EquipmentId ScaleId { get; private set; }

    /// <summary><c>left</c> or <c>right</c>.</summary>
    public string Arm { get; private set; } = "";

    /// <summary>Gate decision that allowed it.</summary>
    public Guid DecisionId { get; private set; }

    public FactStamp Stamp { get; private set; } = null!;
}
