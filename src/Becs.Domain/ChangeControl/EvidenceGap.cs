namespace Becs.Domain.ChangeControl;

/// <summary>What the evidence of a submission does not show, or shows to be otherwise.</summary>
/// <param name="Kind">What kind of gap.</param>
/// <param name="Key">Which: <c>Step:Outcome</c>, a step, the name of a scenario, or the id of a recorded case.</param>
public sealed record EvidenceGap(EvidenceGapKind Kind, string Key);

/// <summary>Kinds of gaps. Stored by name: frozen.</summary>
public enum EvidenceGapKind
{
    /// <summary>An outcome no scenario leaves a step by.</summary>
    Branch,

    /// <summary>A step no scenario leaves.</summary>
    Step,

    /// <summary>A scenario that goes another way than it says: the expectation changed on purpose, or the workflow is wrong.</summary>
    Scenario,

    /// <summary>A recorded case that ended blocked and would end released.</summary>
    BlockToRelease,

    /// <summary>What a step asks was never recorded: by the name of the fact. A gap of a platform release only.</summary>
    Undecided,
}
