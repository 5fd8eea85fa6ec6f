using Becs.Domain.Shared;

namespace Becs.Domain.Orders;

/// <summary>A bag reserved for a patient's order. At most one is open for a bag, by unique index.</summary>
public sealed class Allocation
{
    private Allocation()
    {
    }

    internal Allocation(Guid id, UnitId unitId, Order order, int lineNumber, Guid decisionId, FactStamp made)
    {
        Id = id;
        UnitId = unitId;
        OrderId = order.Id;
        LineNumber = lineNumber;
        PatientId = order.PatientId;
        DecisionId = decisionId;
        Made = made;
    }

    public Guid Id { get; private set; }

    public UnitId UnitId { get; private set; }

    public OrderId OrderId { get; private set; }

    public int LineNumber { get; private set; }

    public PatientId PatientId { get; private set; }

    public Guid DecisionId { get; private set; }

    public FactStamp Made { get; private set; } = null!;

    /// <summary>When it was cancelled or the bag issued; null while open.</summary>
    public DateTime? ClosedAt { get; private set; }

    /// <summary>Why it was cancelled; null when it ended with the issue.</summary>
    public string? CancelReasonCode { get; private set; }

    public bool IsOpen => ClosedAt is null;

    internal void Close(DateTime atAt, string? cancelReasonCode)
    {
        if (!IsOpen)
        {
            throw new ConflictException("ALC-409", $"The allocation {Id:D} of {UnitId.Subject} is closed.");
        }

        ClosedAt = atAt;
        CancelReasonCode = cancelReasonCode;
    }
}
