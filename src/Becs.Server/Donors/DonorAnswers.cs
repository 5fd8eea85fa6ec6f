using Becs.Domain.Donors;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;

namespace Becs.Server.Donors;

/// <summary>The new record, and records that resemble it: a person looks at those.</summary>
public sealed record DonorRegisteredAnswer(Guid Id, string DonorNumber, IReadOnlyList<DonorCandidate> Candidates)
{
    internal static DonorRegisteredAnswer Of(RegisteredDonor made) => new(
        made.Donor.Id.Value, made.Donor.DonorNumber,
        [.. made.Candidates.Select(c => new DonorCandidate(c.DonorId.Value, c.ScorePercent, c.Features))]);
}

/// <summary>A record that may be the same person.</summary>
/// <param name="Features">What agrees; codes, no values.</param>
public sealed record DonorCandidate(Guid DonorId, int ScorePercent, IReadOnlyList<string> Features);

/// <summary>A donor in a list. Name and birth date are null when the person was erased.</summary>
public sealed record DonorListItem(
    Guid Id, string DonorNumber, string? FamilyName, string? GivenName, DateOnly? BirthDate, DateTime RegisteredAt, DateTime? LastCollectedAt,
    bool IsDeferred, Guid? MergedInto)
{
    internal static DonorListItem Of(Becs.Persistence.ReadModel.DonorRow row, DonorIdentity? identity) => new(
        row.Id, row.DonorNumber, identity?.FamilyName, identity?.GivenName, identity?.BirthDate, row.RegisteredAt, row.LastCollectedAt,
        row.HasStandingDeferral, row.MergedInto);
}

/// <summary>A donor with identity, registry, visits and donations.</summary>
/// <param name="Identity">Null when the person was erased.</param>
public sealed record DonorAnswer(
    Guid Id, string DonorNumber, DateTime RegisteredAt, Guid? MergedInto, IReadOnlyList<Guid> SameAs, DonorIdentity? Identity,
    IReadOnlyList<DeferralAnswer> Deferrals, IReadOnlyList<VisitRow> Visits, IReadOnlyList<DonationRow> Donations);

/// <summary>A deferral as the caller may see it.</summary>
/// <param name="Code">The reason; <c>CONFIDENTIAL</c> for those who may not know it.</param>
public sealed record DeferralAnswer(
    Guid Id, string Code, string Scope, string Kind, DateOnly StartsOn, DateOnly? EndsOn, string? EndCondition, bool IsStanding, Guid? VisitId,
    Guid? DonationId, string RecordedBy, DateTime RecordedAt, string? ClosedAs, string? CloseReasonCode)
{
    private const string Hidden = "CONFIDENTIAL";

    internal static DeferralAnswer Of(DeferralRow row, bool mayReadConfidential, DateOnly today)
    {
        var hides = row.IsConfidential && !mayReadConfidential;
        return new DeferralAnswer(
            row.Id, hides ? Hidden : row.Code, row.Scope, row.Kind, row.StartsOn, row.EndsOn, hides ? null : row.EndCondition, row.HoldsOn(today),
            row.VisitId, row.DonationId, row.RecordedBy, row.RecordedAt, row.ClosedAs, hides ? null : row.CloseReasonCode);
    }
}

/// <summary>The visit that donor-eligibility now works on.</summary>
public sealed record VisitStartedAnswer(Guid VisitId, Guid DonorId, string DonationType, DateOnly StartedOn)
{
    internal static VisitStartedAnswer Of(Visit visit) => new(visit.Id.Value, visit.DonorId.Value, visit.DonationType.Code(), visit.StartedOn);
}
