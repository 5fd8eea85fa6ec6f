namespace Becs.Contracts.Orders;

/// <summary>One line of an order.</summary>
/// <param name="ComponentClass">Kind of component, such as <c>RedCells</c>.</param>
/// <param name="Quantity">Number of units.</param>
/// <param name="SpecialNeeds">Codes of what the units must satisfy, such as <c>irradiated</c>.</param>
public sealed record OrderedLine(string ComponentClass, int Quantity, IReadOnlyList<string> SpecialNeeds);
