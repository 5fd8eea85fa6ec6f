namespace Becs.Contracts.Donations;

/// <summary>A draw gave no usable blood; what the donor lost still counts. Subject: the donation.</summary>
/// <param name="DonationId">The donation.</param>
/// <param name="Din">Donation identification number, 13 characters without flags and check character.</param>
/// <param name="DonorId">The donor: an id, never a name.</param>
/// <param name="ReasonCode">Why, such as <c>QNS</c>.</param>
/// <param name="VolumeMl">What was drawn, in millilitres.</param>
public sealed record CollectionFailed(
    Guid DonationId,
    string Din,
    Guid DonorId,
    string ReasonCode,
    int VolumeMl) : BecsEvent;
