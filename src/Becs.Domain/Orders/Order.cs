using Becs.Domain.Shared;

namespace Becs.Domain.Orders;

/// <summary>A hospital's order of blood for a patient.</summary>
public sealed class Order
{
    private List<OrderLine> _lines = [];

    private Order()
    {
    }

    internal Order(
        OrderId id, string orderNumber, PatientId patientId, SiteId hospitalSiteId, SiteId supplierSiteId, OrderUrgency urgency,
        DateTime neededByAt, IReadOnlyList<OrderLine> lines, FactStamp placed)
    {
        Id = id;
        OrderNumber = orderNumber;
        PatientId = patientId;
        HospitalSiteId = hospitalSiteId;
        SiteId = supplierSiteId;
        Urgency = urgency;
        NeededByAt = neededByAt;
        _lines = [.. lines];
        Placed = placed;
    }

    public OrderId Id { get; private set; }

    /// <summary>What staff call it.</summary>
    public string OrderNumber { get; private set; } = "";

    public PatientId PatientId { get; private set; }

    /// <summary>Site that ordered.</summary>
    public SiteId HospitalSiteId { get; private set; }

    /// <summary>Site whose stock serves it.</summary>
    public SiteId SiteId { get; private set; }

    public OrderUrgency Urgency { get; private set; }

    public DateTime NeededByAt { get; private set; }

    public IReadOnlyList<OrderLine> Lines => _lines;

    public OrderState State { get; private set; }

    public DateTime? ClosedAt { get; private set; }

    public string? CancelReasonCode { get; private set; }

    public FactStamp Placed { get; private set; } = null!;

    /// <summary>Row version against lost updates: allocation and cancellation of one order exclude each other.</summary>
    public int Revision { get; private set; }

    public bool IsOpen => State == OrderState.Placed;

    internal void TakeUp() => Revision++;

    internal void Fulfil(DateTime atAt)
    {
        State = OrderState.Fulfilled;
        ClosedAt = atAt;
        Revision++;
    }

    internal void Cancel(string reasonCode, DateTime atAt)
    {
        if (!IsOpen)
        {
            throw new ConflictException("ORD-409", $"{Id.Subject} is {State}.");
        }

        State = OrderState.Cancelled;
        CancelReasonCode = reasonCode;
        ClosedAt = atAt;
        Revision++;
    }
}
