namespace Becs.Contracts.Donors;

/// <summary>A donor was registered. Subject: the donor.</summary>
/// <param name="DonorId">The donor: an id, never a name.</param>
/// <param name="DonorNumber">Number the establishment gave the donor.</param>
public sealed record DonorRegistered(
    Guid DonorId,
    string DonorNumber) : BecsEvent;
