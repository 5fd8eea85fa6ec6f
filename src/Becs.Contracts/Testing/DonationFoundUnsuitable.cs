namespace Becs.Contracts.Testing;

/// <summary>A final result forbids the use of the donation. Subject: the donation.</summary>
/// <param name="DonationId">The donation.</param>
/// <param name="Din">Donation identification number, 13 characters without flags and check character.</param>
/// <param name="Reasons">Test codes with their final state, such as <c>HCV-AB:repeatedly-reactive</c>.</param>
public sealed record DonationFoundUnsuitable(
    Guid DonationId,
    string Din,
    IReadOnlyList<string> Reasons) : BecsEvent;
