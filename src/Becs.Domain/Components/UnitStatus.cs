namespace Becs.Domain.Components;

/// <summary>
/// Where a bag stands (domain.md 1). Expiry is no status: it is derived at the moment of use. A hold is no status: it is a record of its own.
/// Stored by name: frozen.
/// </summary>
public enum UnitStatus
{
    Created,
    Quarantined,

    /// <summary>All blockers but the label are clear: a final label may be printed.</summary>
    LabelCleared,
    Labelled,
    LabelVerified,

    /// <summary>In stock.</summary>
    Released,
    Allocated,
    Issued,
    Transfused,

    /// <summary>Came back and was not accepted: never in stock again.</summary>
    Returned,
    Discarded,

    /// <summary>Used up to make other bags.</summary>
    Modified,
    Shipped,
    Recalled,
    Missing,
}
