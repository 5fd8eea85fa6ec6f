namespace Becs.Contracts.Donations;

/// <summary>Blood was collected. Subject: the donation.</summary>
/// <param name="DonationId">The donation.</param>
/// <param name="Din">Donation identification number, 13 characters without flags and check character.</param>
/// <param name="DonorId">The donor: an id, never a name.</param>
/// <param name="DonationType">What was given.</param>
/// <param name="VolumeMl">Volume in the bag, in millilitres.</param>
/// <param name="StartedAt">Start of the draw (UTC).</param>
/// <param name="StoppedAt">End of the draw (UTC).</param>
/// <param name="CollectedOn">Day of the draw in the site's time zone: intervals and shelf life count from it.</param>
public sealed record DonationCollected(
    Guid DonationId,
    string Din,
    Guid DonorId,
    string DonationType,
    int VolumeMl,
    DateTime StartedAt,
    DateTime StoppedAt,
    DateOnly CollectedOn) : BecsEvent;
