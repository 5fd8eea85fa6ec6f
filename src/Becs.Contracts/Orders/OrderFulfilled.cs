namespace Becs.Contracts.Orders;

/// <summary>Every line of the order was issued.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="PatientId">The recipient: an id, never a name.</param>
public sealed record OrderFulfilled(
    Guid OrderId,
    Guid PatientId) : BecsEvent;
