namespace Becs.Domain.Quarantine;

/// <summary>What one blocker says about one bag. Stored by name: frozen.</summary>
public enum BlockerState
{
    /// <summary>Nobody looked: blocks.</summary>
    NotEvaluated,
    Blocked,
    Clear,

    /// <summary>The rule does not concern this bag; the rule that says so is named.</summary>
    NotApplicable,

    /// <summary>Not evaluated here; quality has signed, until a date, that a named procedure looks at it.</summary>
    CoveredByProcedure,
}
