namespace Becs.Domain.Isbt128;

/// <summary>
/// ABO group of a donor, a unit or a patient. Bombay (Oh) and para-Bombay are groups of their own: a Bombay patient has
/// anti-H and must never be read as group O.
/// </summary>
public enum AboGroup
{
    O,
    A,
    B,
    AB,
    Bombay,
    ParaBombay,

    /// <summary>A pool of several ABO groups; compatible with nothing that asks for one group.</summary>
    Pooled,
}
