namespace Becs.Domain.Orders;

/// <summary>How soon blood is needed. Stored by name: frozen.</summary>
public enum OrderUrgency
{
    Routine,
    Urgent,

    /// <summary>Life at stake: issue before the patient's tests are complete (21 CFR 606.151(e)).</summary>
    Emergency,
}
