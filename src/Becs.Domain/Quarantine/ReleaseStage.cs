namespace Becs.Domain.Quarantine;

/// <summary>For which of the two gates the vector is asked.</summary>
public enum ReleaseStage
{
    /// <summary>All blockers but RB-32, the label: may a final label be printed?</summary>
    LabelClearance,

    /// <summary>All blockers.</summary>
    Release,
}
