namespace Becs.Domain.Orders;

/// <summary>In what condition a bag came back.</summary>
/// <param name="IsSealIntact">Closure and tamper seal intact, a segment attached, inspected and normal (21 CFR 640.2(c)).</param>
/// <param name="TemperatureTenthsC">Measured at return, tenths of a degree Celsius; null when not measured.</param>
/// <param name="MinutesOutOfControl">Minutes out of controlled storage; null when not known.</param>
public sealed record ReturnCondition(bool IsSealIntact, int? TemperatureTenthsC, int? MinutesOutOfControl);
