namespace Becs.Contracts.Orders;

/// <summary>The bag was given to the patient: its final fate.</summary>
/// <param name="UnitId">The bag.</param>
/// <param name="OrderId">The order.</param>
/// <param name="PatientId">The recipient: an id, never a name.</param>
/// <param name="TransfusedAt">When (UTC).</param>
public sealed record UnitTransfused(
    Guid UnitId,
    Guid OrderId,
    Guid PatientId,
    DateTime TransfusedAt) : BecsEvent;
