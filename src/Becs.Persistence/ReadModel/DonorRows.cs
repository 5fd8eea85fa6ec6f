namespace Becs.Persistence.ReadModel;

/// <summary>A donor in a list: ids, codes and dates. Who it is comes from the erasable store.</summary>
/// <param name="MergedInto">The record that speaks for this one; null for one that speaks for itself.</param>
/// <param name="LastCollectedAt">Start of the latest draw (UTC).</param>
public sealed record DonorRow(
    Guid Id, string DonorNumber, DateTime RegisteredAt, Guid? MergedInto, DateTime? LastCollectedAt, bool HasStandingDeferral);

/// <summary>A donor with what happened to it, over all records merged with it.</summary>
/// <param name="Closure">This record and every record merged with it.</param>
public sealed record DonorRecord(
    Guid Id, string DonorNumber, DateTime RegisteredAt, Guid? MergedInto, IReadOnlyList<Guid> Closure,
    IReadOnlyList<DeferralRow> Deferrals, IReadOnlyList<VisitRow> Visits, IReadOnlyList<DonationRow> Donations);

/// <summary>A deferral as the registry holds it. Confidential codes are for those who may see them: ask <see cref="IsConfidential"/>.</summary>
/// <param name="ClosedAs"><c>voided</c>, <c>lifted</c>, <c>superseded</c>; null while it was not closed.</param>
/// <param name="EffectiveEnd">First day on which a closed deferral no longer holds.</param>
public sealed record DeferralRow(
    Guid Id, Guid DonorId, string Code, bool IsConfidential, string Scope, string Kind, DateOnly StartsOn, DateOnly? EndsOn,
    string? EndCondition, string Source, Guid? VisitId, Guid? DonationId, string RecordedBy, DateTime RecordedAt, string? ClosedAs,
    DateOnly? EffectiveEnd, string? CloseReasonCode)
{
    /// <summary>True when it forbids giving on that day.</summary>
    public bool HoldsOn(DateOnly day) =>
        day >= StartsOn && (EndsOn is null || day < EndsOn) && (EffectiveEnd is null || day < EffectiveEnd);
}

/// <summary>A visit in a list.</summary>
public sealed record VisitRow(
    Guid Id, Guid DonorId, string DonorNumber, string DonationType, DateOnly StartedOn, DateTime StartedAt, string Status,
    Guid? DonationId, string? Din);
