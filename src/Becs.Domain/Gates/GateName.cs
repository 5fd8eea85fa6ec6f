namespace Becs.Domain.Gates;

/// <summary>The points where blood may not pass without a decision. Stored by name: frozen.</summary>
public enum GateName
{
    /// <summary>A donor was accepted and gets a donation number.</summary>
    AssignDin,

    /// <summary>The needle may go in.</summary>
    StartCollection,

    /// <summary>A final label may be printed.</summary>
    PrintLabel,

    /// <summary>The unit may be given to patients.</summary>
    Release,

    /// <summary>The unit may be reserved for one patient.</summary>
    Allocate,

    /// <summary>The unit may leave for one patient.</summary>
    Issue,
}
