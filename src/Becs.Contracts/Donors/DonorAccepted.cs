namespace Becs.Contracts.Donors;

/// <summary>A donor was found eligible at this visit. Subject: the donor.</summary>
/// <param name="DonorId">The donor: an id, never a name.</param>
/// <param name="VisitId">The visit it belongs to.</param>
/// <param name="DecisionId">The gate decision, with every version of a record it read.</param>
public sealed record DonorAccepted(
    Guid DonorId,
    Guid VisitId,
    Guid DecisionId) : BecsEvent;
