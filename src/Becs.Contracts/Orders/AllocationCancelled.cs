namespace Becs.Contracts.Orders;

/// <summary>The reservation ended without an issue; the bag is in stock again.</summary>
/// <param name="AllocationId">The reservation.</param>
/// <param name="UnitId">The bag.</param>
/// <param name="OrderId">The order.</param>
/// <param name="ReasonCode">Why, as a code.</param>
public sealed record AllocationCancelled(
    Guid AllocationId,
    Guid UnitId,
    Guid OrderId,
    string ReasonCode) : BecsEvent;
