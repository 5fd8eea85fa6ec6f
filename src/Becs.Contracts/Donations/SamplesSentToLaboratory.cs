namespace Becs.Contracts.Donations;

/// <summary>Sample tubes left for the laboratory. Subject: the donation.</summary>
/// <param name="DonationId">The donation.</param>
/// <param name="Din">Donation identification number, 13 characters without flags and check character.</param>
/// <param name="SampleIds">The tubes.</param>
public sealed record SamplesSentToLaboratory(
    Guid DonationId,
    string Din,
    IReadOnlyList<Guid> SampleIds) : BecsEvent;
