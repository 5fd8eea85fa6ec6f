namespace Becs.Workflows.Activities.Flowchart.Models;

/// <summary>What an activity with several inbound connections does when a token arrives.</summary>
public enum MergeMode
{
    /// <summary>Waits for every branch that can still arrive, then runs once. The default.</summary>
    Stream,

    /// <summary>As <see cref="Stream"/>; in Elsa it hangs behind a decision.</summary>
    Merge,

    /// <summary>As <see cref="Stream"/>; in Elsa it waits even for branches that can never arrive.</summary>
    Converge,

    /// <summary>Runs once per arriving token.</summary>
    Cascade,

    /// <summary>Runs for the first token and cancels the other branches.</summary>
    Race,
}

/// <summary>What an explicit join waits for.</summary>
public enum FlowJoinMode
{
    /// <summary>Every branch that can still arrive.</summary>
    WaitAll,

    /// <summary>The same: a branch that can still arrive is an active one.</summary>
    WaitAllActive,

    /// <summary>The first; the other branches are cancelled.</summary>
    WaitAny,
}
