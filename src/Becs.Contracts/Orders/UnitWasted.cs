namespace Becs.Contracts.Orders;

/// <summary>An issued bag was not given and cannot return: its final fate.</summary>
/// <param name="UnitId">The bag.</param>
/// <param name="OrderId">The order.</param>
/// <param name="ReasonCode">Why, as a code.</param>
public sealed record UnitWasted(
    Guid UnitId,
    Guid OrderId,
    string ReasonCode) : BecsEvent;
