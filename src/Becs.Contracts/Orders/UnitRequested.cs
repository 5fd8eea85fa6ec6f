namespace Becs.Contracts.Orders;

/// <summary>One bag of an order's line is asked for. There is one such event for each bag ordered; each is worked off by a case of its own.</summary>
/// <param name="RequestId">Identity of this request within the order.</param>
/// <param name="OrderId">The order.</param>
/// <param name="LineNumber">Line of the order, from 1.</param>
/// <param name="Ordinal">Which bag of the line, from 1.</param>
/// <param name="ComponentClass">Kind of component, such as <c>RedCells</c>.</param>
/// <param name="Urgency">Urgency of the order, such as <c>Routine</c>.</param>
/// <param name="HospitalSiteId">Site that ordered.</param>
/// <param name="SupplierSiteId">Site whose stock serves it.</param>
public sealed record UnitRequested(
    Guid RequestId,
    Guid OrderId,
    int LineNumber,
    int Ordinal,
    string ComponentClass,
    string Urgency,
    Guid HospitalSiteId,
    Guid SupplierSiteId) : BecsEvent;
