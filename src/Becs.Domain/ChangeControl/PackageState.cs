namespace Becs.Domain.ChangeControl;

/// <summary>
/// Where a package stands. Stored by name: frozen. Effective and superseded are not stored: they follow from the time and from what else is
/// approved.
/// </summary>
public enum PackageState
{
    /// <summary>Loaded; QA has not accepted it. It starts nothing.</summary>
    Waiting,

    /// <summary>Shipped and accepted by QA; starts instances from its effective time until a later version is effective.</summary>
    Accepted,

    /// <summary>Withdrawn from use: starts nothing; running instances stay on it.</summary>
    Retired,

    /// <summary>Submitted with a change request. It starts nothing.</summary>
    InReview,

    /// <summary>Reviewed and accepted, not approved. It starts nothing.</summary>
    Validated,

    /// <summary>Approved; starts instances from its effective time until a later version is effective.</summary>
    Approved,

    /// <summary>Its submission was rejected: it never starts anything.</summary>
    Rejected,

    /// <summary>Its change was withdrawn: it never starts anything.</summary>
    Withdrawn,
}

/// <summary>What follows from a state.</summary>
public static class PackageStates
{
    /// <summary>Signed for use: starts instances when its time has come.</summary>
    public static bool IsApproved(this PackageState state) => state is PackageState.Accepted or PackageState.Approved;

    /// <summary>Came with a change request that has not led, or never led, to its approval.</summary>
    public static bool IsCandidate(this PackageState state) =>
        state is PackageState.InReview or PackageState.Validated or PackageState.Rejected or PackageState.Withdrawn;
}
