namespace Becs.Contracts.Donations;

/// <summary>The donor reacted to the draw. Subject: the donation.</summary>
/// <param name="DonationId">The donation.</param>
/// <param name="Din">Donation identification number, 13 characters without flags and check character.</param>
/// <param name="Kind">Kind of reaction, such as <c>vasovagal</c>.</param>
/// <param name="Grade">Severity, 1 to 5.</param>
public sealed record DonorReactionObserved(
    Guid DonationId,
    string Din,
    string Kind,
    int Grade) : BecsEvent;
