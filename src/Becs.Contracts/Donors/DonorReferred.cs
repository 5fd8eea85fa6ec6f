namespace Becs.Contracts.Donors;

/// <summary>A visit waits for a decision of the responsible physician. Subject: the visit.</summary>
/// <param name="VisitId">The visit it belongs to.</param>
/// <param name="DonorId">The donor: an id, never a name.</param>
/// <param name="Codes">What the physician is asked about; confidential reasons are not listed.</param>
public sealed record DonorReferred(
    Guid VisitId,
    Guid DonorId,
    IReadOnlyList<string> Codes) : BecsEvent;
