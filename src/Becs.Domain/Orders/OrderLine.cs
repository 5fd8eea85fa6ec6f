using Becs.Domain.Isbt128;

namespace Becs.Domain.Orders;

/// <summary>One line of an order.</summary>
/// <param name="Number">From 1.</param>
/// <param name="ComponentClass">Kind of component.</param>
/// <param name="Quantity">Units, 1 to 100.</param>
/// <param name="SpecialNeeds">Codes beyond what is known of the patient.</param>
public sealed record OrderLine(int Number, ComponentClass ComponentClass, int Quantity, IReadOnlyList<string> SpecialNeeds);
