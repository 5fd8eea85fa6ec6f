using Becs.Domain.Rules;
using Becs.Domain.Shared;

namespace Becs.Domain.Donors;

/// <summary>
/// Fact: a donor may not give. Never edited: it is voided, lifted or superseded by a <see cref="DeferralClosure"/> with a
/// reason and a signature. One registry for all sites (21 CFR 606.160(e)).
/// </summary>
public sealed class Deferral
{
    private Deferral()
    {
    }

    public Deferral(
        Guid id,
        DonorId donorId,
        DeferralTerms terms,
        DateOnly startsOn,
        VisitId? visitId,
        DonationId? donationId,
        FactStamp stamp)
    {
        Id = id;
        DonorId = donorId;
        (Code, Scope, Kind) = (terms.Code, terms.Scope, DeferralKinds.Of(terms.End));
        (EndsOn, EndCondition) = (terms.End.FirstAllowedOn, terms.End.Condition);
        (CauseOn, StartsOn) = (terms.CauseOn, startsOn);
        (Source, IsConfidential) = (terms.Source, terms.IsConfidential);
        (RuleId, RuleVersion, PackHash) = (terms.RuleId, terms.RuleVersion, terms.PackHash);
        (VisitId, DonationId, Stamp) = (visitId, donationId, stamp);
    }

    public Guid Id { get; private set; }

    public DonorId DonorId { get; private set; }

    public string Code { get; private set; } = "";

    public DeferralScope Scope { get; private set; }

    public DeferralKind Kind { get; private set; }

    public DateOnly? CauseOn { get; private set; }

    /// <summary>First day it holds, in the site's time zone.</summary>
    public DateOnly StartsOn { get; private set; }

    /// <summary>First day on which donation is allowed again; only for a temporary deferral.</summary>
    public DateOnly? EndsOn { get; private set; }

    /// <summary>What must be found met by a person; only for an indefinite deferral.</summary>
    public string? EndCondition { get; private set; }

    public DeferralSource Source { get; private set; }

    public bool IsConfidential { get; private set; }

    public string RuleId { get; private set; } = "";

    public int RuleVersion { get; private set; }

    public string PackHash { get; private set; } = "";

    public VisitId? VisitId { get; private set; }

    public DonationId? DonationId { get; private set; }

    public FactStamp Stamp { get; private set; } = null!;

    /// <summary>How it was ended before its time; null while it stands.</summary>
    public DeferralClosure? Closure { get; private set; }

    /// <summary>What people without <see cref="Permissions.DonorsReadConfidential"/> and other systems are told.</summary>
    public string PublicCode => IsConfidential ? "CONFIDENTIAL" : Code;

    public DeferralEnd End => Kind switch
    {
        DeferralKind.Temporary => DeferralEnd.On(EndsOn!.Value),
        DeferralKind.Indefinite => DeferralEnd.Until(EndCondition!),
        _ => DeferralEnd.Permanent,
    };

    /// <summary>True when it forbids giving on that day, as known now: a voided deferral never held, a lifted one held until
    /// it was lifted.</summary>
    public bool HoldsOn(DateOnly day) =>
        day >= StartsOn && End.Defers(day) && (Closure is null || day < Closure.EffectiveOn);

    public bool Forbids(DonationType type, DateOnly day) => ProductScope.Stops(Scope, type) && HoldsOn(day);

    internal void Close(DeferralClosure closure) => Closure = Closure is null
        ? closure
        : throw new RuleException("DEF-002", $"Deferral {Id:D} is already {Closure.Manner.Code()}.");
}
