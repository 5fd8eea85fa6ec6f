namespace Becs.Domain.Orders;

/// <summary>What one check says. Stored by name: frozen.</summary>
public enum CheckState
{
    Failed,
    Passed,

    /// <summary>The check does not concern this bag or this case; the reason names the rule.</summary>
    NotApplicable,
}
