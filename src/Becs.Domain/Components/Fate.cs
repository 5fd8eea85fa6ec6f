using Becs.Domain.Shared;

namespace Becs.Domain.Components;

/// <summary>Fact: how a bag ended. One for each bag, so that collected = sum of fates once nothing is in stock.</summary>
public sealed class Fate
{
    private Fate()
    {
    }

    internal Fate(Guid id, UnitId unitId, FateKind kind, string reasonCode, DateTime occurredAt, FactStamp stamp)
    {
        Id = id;
        UnitId = unitId;
        Kind = kind;
        ReasonCode = reasonCode;
        OccurredAt = occurredAt;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public UnitId UnitId { get; private set; }

    public FateKind Kind { get; private set; }

    public string ReasonCode { get; private set; } = "";

    public DateTime OccurredAt { get; private set; }

    public FactStamp Stamp { get; private set; } = null!;
}
