namespace Becs.Contracts.Donors;

/// <summary>A deferral ended before its time: voided, lifted or superseded, with a reason and a signature. Subject:
/// the donor.</summary>
/// <param name="DonorId">The donor: an id, never a name.</param>
/// <param name="DeferralId">The deferral.</param>
/// <param name="Manner"><c>voided</c>, <c>lifted</c> or <c>superseded</c>.</param>
/// <param name="ReasonCode">Why.</param>
public sealed record DeferralLifted(
    Guid DonorId,
    Guid DeferralId,
    string Manner,
    string ReasonCode) : BecsEvent;
