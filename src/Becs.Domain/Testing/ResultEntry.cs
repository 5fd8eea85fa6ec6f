namespace Becs.Domain.Testing;

/// <summary>How a result came in.</summary>
public enum ResultEntry
{
    /// <summary>From the analyser or its file: stands by itself.</summary>
    Instrument,

    /// <summary>Typed by a person; waits for a second person's blind entry.</summary>
    First,

    /// <summary>Typed by another person who did not see the first. Equal: accepted.</summary>
    Second,

    /// <summary>Typed by a third person when the two differ: counts, signed.</summary>
    Resolution,
}
