namespace Becs.Contracts.Orders;

/// <summary>The bag is reserved for a patient. A bag has at most one open allocation.</summary>
/// <param name="AllocationId">The reservation.</param>
/// <param name="UnitId">The bag.</param>
/// <param name="OrderId">The order.</param>
/// <param name="PatientId">The recipient: an id, never a name.</param>
/// <param name="DecisionId">Gate decision on which this rests.</param>
public sealed record UnitAllocated(
    Guid AllocationId,
    Guid UnitId,
    Guid OrderId,
    Guid PatientId,
    Guid DecisionId) : BecsEvent;
