namespace Becs.Domain.Orders;

/// <summary>Where an order stands. Stored by name: frozen.</summary>
public enum OrderState
{
    Placed,
    Fulfilled,
    Cancelled,
}
