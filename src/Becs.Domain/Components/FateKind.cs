namespace Becs.Domain.Components;

/// <summary>How a bag ended. Stored by name: frozen.</summary>
public enum FateKind
{
    Transfused,
    Discarded,

    /// <summary>Issued, not given, not fit to return.</summary>
    Wasted,

    /// <summary>Used up to make other bags.</summary>
    Modified,
}
