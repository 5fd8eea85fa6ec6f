namespace Becs.Persistence.ReadModel;

/// <summary>An order in a list.</summary>
/// <param name="Ordered">Units asked for.</param>
/// <param name="Allocated">Units reserved now.</param>
/// <param name="Issued">Units issued, those that came back not counted.</param>
public sealed record OrderRow(
    Guid Id, string OrderNumber, Guid PatientId, string PatientNumber, Guid HospitalSiteId, Guid SupplierSiteId, string Urgency,
    DateTime NeededByAt, string State, DateTime PlacedAt, int Ordered, int Allocated, int Issued);

/// <summary>An order with what was done for it.</summary>
public sealed record OrderRecord(
    OrderRow Order, string PlacedBy, DateTime? ClosedAt, string? CancelReasonCode, IReadOnlyList<OrderLineRow> Lines,
    IReadOnlyList<AllocationRow> Allocations, IReadOnlyList<CrossmatchRow> Crossmatches, IReadOnlyList<IssueRow> Issues);

public sealed record OrderLineRow(int Number, string ComponentClass, int Quantity, IReadOnlyList<string> SpecialNeeds, int Allocated, int Issued);

/// <summary>A bag reserved for the order.</summary>
public sealed record AllocationRow(
    Guid Id, Guid UnitId, string Din, string ProductCode, int LineNumber, Guid DecisionId, string MadeBy, DateTime MadeAt, DateTime? ClosedAt,
    string? CancelReasonCode);

public sealed record CrossmatchRow(
    Guid Id, Guid UnitId, Guid SampleId, string Type, bool IsCompatible, DateTime ValidUntilAt, string RecordedBy, DateTime RecordedAt);

/// <summary>A bag that left for the patient, and what became of it.</summary>
/// <param name="Fate"><c>open</c>, <c>returned</c>, <c>returned-unfit</c>, <c>Transfused</c>, <c>Wasted</c> …</param>
public sealed record IssueRow(
    Guid Id, Guid UnitId, string Din, string ProductCode, int LineNumber, bool IsEmergency, bool PhysicianSignatureOpen, string ReceiverCode,
    Guid DecisionId, string IssuedBy, DateTime IssuedAt, string Fate);
