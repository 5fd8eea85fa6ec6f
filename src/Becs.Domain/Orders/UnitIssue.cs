using Becs.Domain.Shared;

namespace Becs.Domain.Orders;

/// <summary>Fact: a bag left for a patient. (bag, number) is unique, so that of any number of simultaneous issues one can commit.</summary>
public sealed class UnitIssue
{
    private UnitIssue()
    {
    }

    internal UnitIssue(
        Guid id, Allocation allocation, int number, bool isEmergency, string receiverCode, Guid decisionId, Guid? physicianSignatureId,
        FactStamp issued)
    {
        Id = id;
        UnitId = allocation.UnitId;
        Number = number;
        OrderId = allocation.OrderId;
        LineNumber = allocation.LineNumber;
        PatientId = allocation.PatientId;
        AllocationId = allocation.Id;
        IsEmergency = isEmergency;
        ReceiverCode = receiverCode;
        DecisionId = decisionId;
        PhysicianSignatureId = physicianSignatureId;
        Issued = issued;
    }

    public Guid Id { get; private set; }

    public UnitId UnitId { get; private set; }

    /// <summary>1 for the first issue of the bag, one more after each accepted return.</summary>
    public int Number { get; private set; }

    public OrderId OrderId { get; private set; }

    public int LineNumber { get; private set; }

    public PatientId PatientId { get; private set; }

    public Guid AllocationId { get; private set; }

    /// <summary>The bag bears the tag "uncrossmatched, testing incomplete".</summary>
    public bool IsEmergency { get; private set; }

    /// <summary>Staff code of who took it.</summary>
    public string ReceiverCode { get; private set; } = "";

    public Guid DecisionId { get; private set; }

    /// <summary>Signature of the requesting physician given with an emergency issue; may come later (21 CFR 606.160(b)(3)(v)).</summary>
    public Guid? PhysicianSignatureId { get; private set; }

    public FactStamp Issued { get; private set; } = null!;
}
