namespace Becs.Contracts.Orders;

/// <summary>A hospital ordered blood for a patient.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="PatientId">The recipient: an id, never a name.</param>
/// <param name="HospitalSiteId">Site that ordered.</param>
/// <param name="Urgency"><c>Routine</c>, <c>Urgent</c> or <c>Emergency</c>.</param>
/// <param name="NeededByAt">When it is needed (UTC).</param>
/// <param name="Lines">What was ordered.</param>
public sealed record OrderPlaced(
    Guid OrderId,
    Guid PatientId,
    Guid HospitalSiteId,
    string Urgency,
    DateTime NeededByAt,
    IReadOnlyList<OrderedLine> Lines) : BecsEvent;
