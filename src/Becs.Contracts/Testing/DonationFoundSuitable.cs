namespace Becs.Contracts.Testing;

/// <summary>Every test of the panel is final and allows use. A release decides again on the facts. Subject: the
/// donation.</summary>
/// <param name="DonationId">The donation.</param>
/// <param name="Din">Donation identification number, 13 characters without flags and check character.</param>
/// <param name="BloodGroup">ABO and RhD as determined, such as <c>O pos</c>.</param>
public sealed record DonationFoundSuitable(
    Guid DonationId,
    string Din,
    string BloodGroup) : BecsEvent;
