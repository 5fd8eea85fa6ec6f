namespace Becs.Domain.Isbt128;

/// <summary>Messages that stand in the place of a blood group on the label (structure 002, gg).</summary>
public enum BloodGroupMessage
{
    None,
    NoInformation,
    AutologousCollection,
    Biohazard,
    Discard,
    FractionationOnly,
    Quarantine,
    Research,

    /// <summary>Not for transfusion by test results.</summary>
    NotForTransfusion,
}
