namespace Becs.Domain.Orders;

/// <summary>How compatibility was determined (domain.md 8.3). Stored by name: frozen.</summary>
public enum CrossmatchType
{
    /// <summary>By the system: two concordant ABO determinations, one on the current sample, no significant antibody ever.</summary>
    Electronic,

    /// <summary>Negative screen, no antibody history.</summary>
    ImmediateSpin,

    /// <summary>37 degrees, antiglobulin.</summary>
    Full,
}
