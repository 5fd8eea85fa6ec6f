using Becs.Domain.Shared;

namespace Becs.Domain.Orders;

/// <summary>Fact: compatibility of a bag with a patient's sample.</summary>
public sealed class Crossmatch
{
    private Crossmatch()
    {
    }

    internal Crossmatch(
        Guid id, UnitId unitId, OrderId orderId, PatientId patientId, Guid sampleId, CrossmatchType type, bool isCompatible,
        DateTime validUntilAt, FactStamp stamp)
    {
        Id = id;
        UnitId = unitId;
        OrderId = orderId;
        PatientId = patientId;
        SampleId = sampleId;
        Type = type;
        IsCompatible = isCompatible;
        ValidUntilAt = validUntilAt;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public UnitId UnitId { get; private set; }

    public OrderId OrderId { get; private set; }

    public PatientId PatientId { get; private set; }

    public Guid SampleId { get; private set; }

    public CrossmatchType Type { get; private set; }

    public bool IsCompatible { get; private set; }

    /// <summary>First instant at which it can no longer be relied on: the end of the sample.</summary>
    public DateTime ValidUntilAt { get; private set; }

    public FactStamp Stamp { get; private set; } = null!;
}
