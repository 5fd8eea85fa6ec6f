namespace Becs.Contracts.Donors;

/// <summary>A donor came to give blood. Subject: the visit.</summary>
/// <param name="VisitId">The visit it belongs to.</param>
/// <param name="DonorId">The donor: an id, never a name.</param>
/// <param name="DonationType">What the donor came to give, such as <c>whole-blood</c>.</param>
public sealed record VisitStarted(
    Guid VisitId,
    Guid DonorId,
    string DonationType) : BecsEvent;
