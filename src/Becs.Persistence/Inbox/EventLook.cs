namespace Becs.Persistence.Inbox;

/// <summary>
/// A row among the stimuli by which the pump looks, after an instance's wait for an event is committed, whether that event was kept while the
/// burst that made the wait ran. <c>Name</c> is the event, <c>TargetInstanceId</c> who waits.
/// </summary>
public static class EventLook
{
    public const string Kind = "EventLook";
}
