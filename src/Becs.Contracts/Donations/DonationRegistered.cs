namespace Becs.Contracts.Donations;

/// <summary>A donation identification number was assigned to an accepted donor. Subject: the donation.</summary>
/// <param name="DonationId">The donation.</param>
/// <param name="Din">Donation identification number, 13 characters without flags and check character.</param>
/// <param name="DonorId">The donor: an id, never a name.</param>
/// <param name="VisitId">The visit it belongs to.</param>
/// <param name="DonationType">What is to be given, such as <c>whole-blood</c>.</param>
public sealed record DonationRegistered(
    Guid DonationId,
    string Din,
    Guid DonorId,
    Guid VisitId,
    string DonationType) : BecsEvent;
