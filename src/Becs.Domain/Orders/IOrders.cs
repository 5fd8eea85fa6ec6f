using Becs.Domain.Shared;

namespace Becs.Domain.Orders;

/// <summary>Orders and what happens to bags for them. Facts of a bag are guarded by its safety version: touch it first.</summary>
public interface IOrders
{
    void Add(Order order);

    void Add(Allocation allocation);

    void Add(Crossmatch crossmatch);

    void Add(UnitIssue issue);

    void Add(EmergencySignature signature);

    void Add(UnitReturn unitReturn);

    /// <summary>The next order number, unused.</summary>
    Task<string> NextNumberAsync(CancellationToken cancellationToken = default);

    /// <summary>Touches the patient before reading.</summary>
    Task<Order?> FindAsync(OrderId id, CancellationToken cancellationToken = default);

    /// <summary>The open allocation of a bag; touches the bag first.</summary>
    Task<Allocation?> OpenAllocationAsync(UnitId unit, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<Allocation>> AllocationsOfAsync(OrderId order, CancellationToken cancellationToken = default);

    /// <summary>Crossmatches of a bag with a patient, oldest first; touches both first.</summary>
    Task<IReadOnlyList<Crossmatch>> CrossmatchesAsync(UnitId unit, PatientId patient, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<UnitIssue>> IssuesOfAsync(OrderId order, CancellationToken cancellationToken = default);

    /// <summary>All issues of a bag, oldest first; touches the bag first.</summary>
    Task<IReadOnlyList<UnitIssue>> IssuesOfUnitAsync(UnitId unit, CancellationToken cancellationToken = default);

    Task<UnitIssue?> FindIssueAsync(Guid issueId, CancellationToken cancellationToken = default);

    Task<EmergencySignature?> EmergencySignatureAsync(Guid issueId, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<UnitReturn>> ReturnsOfUnitAsync(UnitId unit, CancellationToken cancellationToken = default);
}
