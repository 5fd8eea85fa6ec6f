namespace Becs.Workflows.Bookmarks;

/// <summary>What an Event bookmark or trigger waits for.</summary>
/// <param name="EventName">The event.</param>
public sealed record EventStimulus(string EventName)
{
    /// <summary>The hash under which bookmarks and triggers for an event are found.</summary>
    /// <param name="eventName">The event.</param>
    public static string HashOf(string eventName) =>
        StimulusHasher.Hash(Runtime.Activities.Event.BookmarkName, new EventStimulus(eventName));
}
