namespace Becs.Contracts.Donors;

/// <summary>A deferred donor was given, or sent, the letter that says why and what not to give (21 CFR 630.40).</summary>
/// <param name="DonorId">The donor.</param>
/// <param name="NoticeId">The duty that is fulfilled.</param>
/// <param name="DeferralId">The deferral it is about.</param>
public sealed record DonorNotified(Guid DonorId, Guid NoticeId, Guid DeferralId) : BecsEvent;
