using Becs.Domain.Shared;

namespace Becs.Domain.Donors;

/// <summary>Fact: a deferral ended before its time.</summary>
public sealed class DeferralClosure
{
    private DeferralClosure()
    {
    }

    public DeferralClosure(
        Guid id, Guid deferralId, ClosureManner manner, DateOnly effectiveOn, string reasonCode, Guid? supersededById, Guid signatureId,
        FactStamp stamp)
    {
        Id = id;
        DeferralId = deferralId;
        Manner = manner;
        EffectiveOn = effectiveOn;
        ReasonCode = reasonCode;
        SupersededById = supersededById;
        SignatureId = signatureId;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public Guid DeferralId { get; private set; }

    public ClosureManner Manner { get; private set; }

    /// <summary>First day on which the deferral no longer holds; for a voided one its first day: it never held.</summary>
    public DateOnly EffectiveOn { get; private set; }

    public string ReasonCode { get; private set; } = "";

    public Guid? SupersededById { get; private set; }

    public Guid SignatureId { get; private set; }

    public FactStamp Stamp { get; private set; } = null!;
}
