namespace Becs.Contracts;

/// <summary>
/// Base of every fact this system tells others. The namespace and type name of a derived record are its wire name: frozen once released.
/// Delivered at least once, in sequence for each subject; consumers drop duplicates by <see cref="EventEnvelope.EventId"/>.
/// </summary>
public abstract record BecsEvent
{
    /// <summary>Stamped by the commit; null only before it.</summary>
    public EventEnvelope? Envelope { get; init; }
}
