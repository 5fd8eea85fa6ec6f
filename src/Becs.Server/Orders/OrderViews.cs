using Becs.Server.Shell.Lists;

namespace Becs.Server.Orders;

/// <summary>An order as its page shows it. Numbers and codes; who the patient is, is on the patient's page.</summary>
public sealed record OrderView(
    Guid Id,
    string Number,
    string State,
    Tone Tone,
    Guid PatientId,
    string PatientNumber,
    string Urgency,
    DateTime NeededByAt,
    DateTime PlacedAt,
    string PlacedBy,
    string Hospital,
    string Supplier,
    DateTime? ClosedAt,
    IReadOnlyList<OrderLineView> Lines,
    IReadOnlyList<OrderUnitView> Units,
    IReadOnlyList<OrderTask> Tasks);

/// <summary>What one line asks for and how far it is.</summary>
public sealed record OrderLineView(int Number, string Component, int Quantity, int Allocated, int Issued, string Needs);

/// <summary>One bag reserved for the order, and what became of it.</summary>
/// <param name="Crossmatch">What the latest crossmatch says; empty for none.</param>
/// <param name="Fate">In words; empty while it is only reserved.</param>
public sealed record OrderUnitView(
    string Din, string DinShown, string ProductCode, string Product, int Line, DateTime ReservedAt, string ReservedBy, string Crossmatch,
    DateTime? IssuedAt, string IssuedBy, bool IsEmergency, bool PhysicianSignatureOpen, string Fate, Tone Tone);

/// <summary>A task about the order that waits for somebody.</summary>
public sealed record OrderTask(Guid Id, string Title, string Subject, DateTime? DueAt);

/// <summary>Seam between the order page and the read model.</summary>
public interface IOrderPages
{
    /// <summary>Null when no such order concerns the person's site.</summary>
    Task<OrderView?> FindAsync(Guid order, CancellationToken cancellationToken = default);
}
