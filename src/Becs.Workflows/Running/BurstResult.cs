using Becs.Workflows.Journal;
using Becs.Workflows.Models;
using Becs.Workflows.State;
using Becs.Workflows.Timers;

namespace Becs.Workflows.Running;

/// <summary>
/// Everything a burst did, to be stored in one transaction with what the activities did to the domain.
/// </summary>
public sealed class BurstResult
{
    /// <summary>The instance.</summary>
    public required string InstanceId { get; init; }

    /// <summary>The state after the burst; null if it faulted: what is stored stays.</summary>
    public required WorkflowState? State { get; init; }

    /// <summary>Set if the burst failed: store nothing but the incident and the stimulus.</summary>
    public BurstFault? Fault { get; init; }

    /// <summary>Whether the instance can still move.</summary>
    public required WorkflowStatus Status { get; init; }

    /// <summary>How it stands.</summary>
    public required WorkflowSubStatus SubStatus { get; init; }

    /// <summary>New bookmarks. Burned ones of the same burst are in neither list.</summary>
    public IReadOnlyList<Bookmark> BookmarksCreated { get; init; } = [];

    /// <summary>Ids of stored bookmarks to delete.</summary>
    public IReadOnlyList<string> BookmarksBurned { get; init; } = [];

    /// <summary>New timers, one per new bookmark that has a due time.</summary>
    public IReadOnlyList<WorkflowTimer> TimersCreated { get; init; } = [];

    /// <summary>Bookmark ids of stored timers to delete.</summary>
    public IReadOnlyList<string> TimersCancelled { get; init; } = [];

    /// <summary>Signals to other instances, in order.</summary>
    public IReadOnlyList<OutgoingStimulus> Outgoing { get; init; } = [];

    /// <summary>The one journal row.</summary>
    public required JournalEntry Journal { get; init; }

    /// <summary>Incidents the instance itself raised by a Fault activity; they are stored with the commit.</summary>
    public IReadOnlyList<Incident> Incidents { get; init; } = [];

    /// <summary>How many activities ran or were resumed.</summary>
    public int ActivitiesRun { get; init; }
}
