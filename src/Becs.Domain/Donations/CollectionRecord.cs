using Becs.Domain.Shared;

namespace Becs.Domain.Donations;

/// <summary>Fact: how a draw ended. A correction is a new version with a reason; the highest version counts.</summary>
public sealed class CollectionRecord
{
    private CollectionRecord()
    {
    }

    public CollectionRecord(
        Guid id, DonationId donationId, int version, CollectionDetails details, int redCellLossMl, int plasmaLossMl, FactStamp stamp)
    {
        Id = id;
        DonationId = donationId;
        Version = version;
        (Outcome, StoppedAt, VolumeMl) = (details.Outcome, details.StoppedAt, details.VolumeMl);
        (SecondStick, ReactionKind, ReactionGrade) = (details.SecondStick, details.ReactionKind, details.ReactionGrade);
        FailureCode = details.FailureCode;
        RedCellLossMl = redCellLossMl;
        PlasmaLossMl = plasmaLossMl;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public DonationId DonationId { get; private set; }

    public int Version { get; private set; }

    public CollectionOutcome Outcome { get; private set; }

    public DateTime StoppedAt { get; private set; }

    public int VolumeMl { get; private set; }

    public bool SecondStick { get; private set; }

    public string? ReactionKind { get; private set; }

    public int? ReactionGrade { get; private set; }

    public string? FailureCode { get; private set; }

    /// <summary>Red cells the donor lost, samples included: counts towards the yearly ceiling, failed draws too.</summary>
    public int RedCellLossMl { get; private set; }

    public int PlasmaLossMl { get; private set; }

    /// <summary>The phlebotomist.</summary>
    public FactStamp Stamp { get; private set; } = null!;

    /// <summary>Length of the draw, in started minutes.</summary>
    public int BleedMinutes(CollectionStart start) =>
        (int)Math.Ceiling((StoppedAt - start.StartedAt).TotalMinutes);
}
