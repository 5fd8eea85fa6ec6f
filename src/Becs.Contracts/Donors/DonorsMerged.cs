namespace Becs.Contracts.Donors;

/// <summary>Two records were found to be one donor: one became the alias of the other. Subject: the surviving
/// donor.</summary>
/// <param name="DonorId">The donor: an id, never a name.</param>
/// <param name="AliasDonorId">The record that is now an alias; its history counts for the survivor.</param>
public sealed record DonorsMerged(
    Guid DonorId,
    Guid AliasDonorId) : BecsEvent;
