namespace Becs.Persistence.Commit;

/// <summary>Knows which events some workflow waits for or starts on; only those become stimulus rows.</summary>
public interface IEventSubscriptions
{
    /// <param name="eventName">Type name of the event without namespace, such as <c>DonorRegistered</c>.</param>
    bool IsListened(string eventName);
}

internal sealed class NoSubscriptions : IEventSubscriptions
{
    public bool IsListened(string eventName) => false;
}
