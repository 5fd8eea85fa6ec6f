namespace Becs.Domain.Isbt128;

/// <summary>Who may receive the unit, as far as the blood group label says it (structure 002, gg).</summary>
public enum IntendedUse
{
    Default,
    DirectedOnly,
    EmergencyOnly,
    DirectedBiohazard,
    DirectedCrossover,
    AutologousCrossover,
    AutologousOnly,
    AutologousBiohazard,
}
