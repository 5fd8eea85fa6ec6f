namespace Becs.Workflows.Proving;

/// <summary>Why a workflow is not allowed. The names are resource keys: <c>Prove.NotBefore</c> ...</summary>
public enum ViolationKind
{
    /// <summary>The gate can be reached without the required step.</summary>
    NotBefore,

    /// <summary>The workflow can end without the step that must follow.</summary>
    NotAfter,

    /// <summary>Something stands in the way that must be free.</summary>
    Hindered,

    /// <summary>The step that must be reachable is not.</summary>
    NotReachable,

    /// <summary>A step this workflow must have is not there.</summary>
    Missing,

    /// <summary>An input of a step is not what it must be.</summary>
    WrongInput,

    /// <summary>A person may do a step although they did another one that excludes them.</summary>
    SamePerson,

    /// <summary>A form no longer asks for something, or can be left empty.</summary>
    WeakForm,

    /// <summary>Nobody in particular is asked: no permission and no role.</summary>
    NoOwner,

    /// <summary>It waits for ever: nobody is asked and no time ends it.</summary>
    NoDeadline,

    /// <summary>A time that is over at once.</summary>
    NoTime,

    /// <summary>An outcome leads nowhere.</summary>
    DeadEnd,

    /// <summary>A step is never reached.</summary>
    Unreachable,

    /// <summary>A child workflow is not known, so nothing is known of it.</summary>
    UnknownChild,

    /// <summary>There are more states than can be looked at: what was found stands, the rest is not proven.</summary>
    TooLarge,
}
