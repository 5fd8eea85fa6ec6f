namespace Becs.Contracts.Orders;

/// <summary>An issued bag came back.</summary>
/// <param name="UnitId">The bag.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Restocked">True when it is in stock again; otherwise it is held.</param>
/// <param name="ReasonCode">Why it was accepted or not, as a code.</param>
public sealed record UnitReturned(
    Guid UnitId,
    Guid OrderId,
    bool Restocked,
    string ReasonCode) : BecsEvent;
