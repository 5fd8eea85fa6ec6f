namespace Becs.Contracts.Orders;

/// <summary>The bag left the blood bank for this patient. Its fate is open until transfused, returned or wasted.</summary>
/// <param name="IssueId">The issue.</param>
/// <param name="UnitId">The bag.</param>
/// <param name="DonationId">Donation the bag came from.</param>
/// <param name="OrderId">The order.</param>
/// <param name="PatientId">The recipient: an id, never a name.</param>
/// <param name="Emergency">True for emergency issue: uncrossmatched, testing of the patient incomplete.</param>
/// <param name="PhysicianSignatureOpen">True while the requesting physician's signature is still to come (21 CFR 606.160(b)(3)(v)).</param>
/// <param name="DecisionId">Gate decision on which this rests.</param>
public sealed record UnitIssued(
    Guid IssueId,
    Guid UnitId,
    Guid DonationId,
    Guid OrderId,
    Guid PatientId,
    bool Emergency,
    bool PhysicianSignatureOpen,
    Guid DecisionId) : BecsEvent;
