namespace Becs.Contracts.Donors;

/// <summary>A donor was deferred. Subject: the donor.</summary>
/// <param name="DonorId">The donor: an id, never a name.</param>
/// <param name="DeferralId">The deferral.</param>
/// <param name="Code">Deferral code, such as <c>HB-LOW</c>; <c>CONFIDENTIAL</c> where the reason may not be
/// told.</param>
/// <param name="Scope">What may not be given: <c>all</c>, <c>platelets</c>, <c>plasma</c>, <c>red-cells</c>.</param>
/// <param name="Kind"><c>temporary</c>, <c>indefinite</c> or <c>permanent</c>.</param>
/// <param name="EndsOn">First day on which donation is allowed again; null unless temporary.</param>
/// <param name="VisitId">The visit at which it arose, if any.</param>
/// <param name="NotifyBy">Last day of the eight weeks within which the donor must be told (21 CFR 630.40).</param>
public sealed record DonorDeferred(
    Guid DonorId,
    Guid DeferralId,
    string Code,
    string Scope,
    string Kind,
    DateOnly? EndsOn,
    Guid? VisitId,
    DateOnly NotifyBy) : BecsEvent;
