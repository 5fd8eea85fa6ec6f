namespace Becs.Contracts.Donors;

/// <summary>A visit waits for a decision of the responsible physician. Subject: the visit.</summary>
/// <param name="VisitId">The visit it belongs to.</param>
/// <param name="DonorId">The donor: an id, never a name.</param>
/// <param name="Reasons">How many reasons; which ones is health data and not told here.</param>
public sealed record DonorReferred(
    Guid VisitId,
    Guid DonorId,
    int Reasons) : BecsEvent;
