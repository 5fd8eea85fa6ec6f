namespace Becs.Contracts.Orders;

/// <summary>Compatibility of a bag with a patient's sample was determined.</summary>
/// <param name="CrossmatchId">The determination.</param>
/// <param name="UnitId">The bag.</param>
/// <param name="OrderId">The order.</param>
/// <param name="PatientId">The recipient: an id, never a name.</param>
/// <param name="Type"><c>Electronic</c>, <c>ImmediateSpin</c> or <c>Full</c>.</param>
/// <param name="Compatible">The result.</param>
/// <param name="ValidUntilAt">Until when it may be relied on (UTC).</param>
public sealed record CrossmatchRecorded(
    Guid CrossmatchId,
    Guid UnitId,
    Guid OrderId,
    Guid PatientId,
    string Type,
    bool Compatible,
    DateTime ValidUntilAt) : BecsEvent;
