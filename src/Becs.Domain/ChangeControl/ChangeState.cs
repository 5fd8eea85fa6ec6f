namespace Becs.Domain.ChangeControl;

/// <summary>Where a change request stands. Stored by name: frozen.</summary>
public enum ChangeState
{
    /// <summary>Submitted; somebody with <c>workflows.validate</c> reviews it.</summary>
    InReview,

    /// <summary>Reviewed and accepted; somebody with <c>workflows.approve</c> approves it.</summary>
    Validated,

    /// <summary>Approved: its package starts instances from its effective time. The end, but for the review after an emergency.</summary>
    Approved,

    /// <summary>Back with its author, who may submit it again.</summary>
    Rejected,

    /// <summary>Given up by its author. The end.</summary>
    Withdrawn,
}

/// <summary>How a change came to be. Stored by name: frozen.</summary>
public enum ChangeKind
{
    /// <summary>Submitted, reviewed, approved.</summary>
    Standard,

    /// <summary>In use after the signatures of approver and second person; reviewed afterwards.</summary>
    Emergency,

    /// <summary>The content of a former version under the next number, reviewed and approved like any other.</summary>
    RollBack,
}

/// <summary>What was done to a change request. Stored by name: frozen.</summary>
public enum ChangeStepKind
{
    Submitted,
    Accepted,
    Rejected,

    /// <summary>The second person of an emergency change signed.</summary>
    Verified,
    Approved,
    Withdrawn,

    /// <summary>The review after an emergency found it right.</summary>
    ReviewedAfterwards,

    /// <summary>The review after an emergency found it wrong: what to do about it is another change.</summary>
    ObjectedAfterwards,

    /// <summary>A plan for running instances was proposed.</summary>
    PlanProposed,

    /// <summary>The reviewer accepted a plan.</summary>
    PlanAccepted,

    /// <summary>A plan was given back: it is never carried out.</summary>
    PlanRejected,

    /// <summary>A plan may be carried out.</summary>
    PlanApproved,
}
