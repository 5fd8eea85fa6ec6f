namespace Becs.Domain.Orders;

/// <summary>What stands on the slip with which the bag is fetched. Compared and forgotten; never stored.</summary>
/// <param name="HospitalNumber">First identifier.</param>
/// <param name="BirthDate">Second identifier.</param>
public sealed record PickupSlip(string HospitalNumber, DateOnly BirthDate);
