namespace Becs.Persistence.Outbox;

/// <summary>
/// Thrown by the relay's publishing callback when the bus as a whole does not answer. The pass ends and nothing counts as an attempt: a bus
/// that is off all day makes no event poison.
/// </summary>
public sealed class BusUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
