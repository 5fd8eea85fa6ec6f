namespace Becs.Contracts.Orders;

/// <summary>The order was withdrawn; its open allocations are cancelled with it.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="PatientId">The recipient: an id, never a name.</param>
/// <param name="ReasonCode">Why, as a code.</param>
public sealed record OrderCancelled(
    Guid OrderId,
    Guid PatientId,
    string ReasonCode) : BecsEvent;
