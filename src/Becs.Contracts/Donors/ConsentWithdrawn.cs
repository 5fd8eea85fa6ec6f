namespace Becs.Contracts.Donors;

/// <summary>A donor withdrew consent. Subject: the donor.</summary>
/// <param name="DonorId">The donor: an id, never a name.</param>
/// <param name="VisitId">The visit it belongs to.</param>
public sealed record ConsentWithdrawn(
    Guid DonorId,
    Guid VisitId) : BecsEvent;
