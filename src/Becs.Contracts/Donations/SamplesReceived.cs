namespace Becs.Contracts.Donations;

/// <summary>Sample tubes arrived at the laboratory. Subject: the donation.</summary>
/// <param name="DonationId">The donation.</param>
/// <param name="Din">Donation identification number, 13 characters without flags and check character.</param>
/// <param name="SampleIds">The tubes.</param>
public sealed record SamplesReceived(
    Guid DonationId,
    string Din,
    IReadOnlyList<Guid> SampleIds) : BecsEvent;
