using System.Text.Json;

namespace Becs.Workflows.Running;

/// <summary>
/// What moves an instance: exactly one per burst. Plain data: a stimulus that failed is stored and retried.
/// </summary>
public abstract record BurstStimulus
{
    private BurstStimulus()
    {
    }

    /// <summary>The kind, as journals and rows name it.</summary>
    public string Kind => GetType().Name;

    /// <summary>Begins a new instance; the state must be null.</summary>
    /// <param name="Input">Workflow inputs. No personal data.</param>
    /// <param name="CorrelationId">What the instance is about, such as a donation id.</param>
    /// <param name="Parent">Who started it, for a child.</param>
    /// <param name="TriggerActivityId">The trigger whose event started it; its activity completes at once.</param>
    /// <param name="InstanceId">The id to use; a new one when null.</param>
    /// <param name="Name">A name for lists.</param>
    /// <param name="TriggerPayload">The event's payload: the trigger's result.</param>
    public sealed record Start(
        IReadOnlyDictionary<string, JsonElement>? Input = null,
        string? CorrelationId = null,
        ParentReference? Parent = null,
        string? TriggerActivityId = null,
        string? InstanceId = null,
        string? Name = null,
        JsonElement? TriggerPayload = null) : BurstStimulus;

    /// <summary>Resumes a bookmark: a task was completed, an answer came.</summary>
    /// <param name="BookmarkId">The bookmark.</param>
    /// <param name="Payload">What the activity's callback gets. It is not stored in the state.</param>
    public sealed record ResumeBookmark(string BookmarkId, JsonElement? Payload = null) : BurstStimulus;

    /// <summary>An event arrived for a waiting bookmark.</summary>
    /// <param name="BookmarkId">The bookmark found by name, hash and correlation.</param>
    /// <param name="EventName">The event.</param>
    /// <param name="Payload">Its payload.</param>
    public sealed record EventArrived(string BookmarkId, string EventName, JsonElement? Payload = null) : BurstStimulus;

    /// <summary>A timer is due.</summary>
    /// <param name="BookmarkId">The timer's bookmark.</param>
    public sealed record TimerDue(string BookmarkId) : BurstStimulus;

    /// <summary>A child the instance waits for has finished.</summary>
    /// <param name="BookmarkId">The waiting bookmark.</param>
    /// <param name="ChildInstanceId">The child.</param>
    /// <param name="SubStatus">How it ended.</param>
    /// <param name="Output">Its outputs.</param>
    /// <param name="Outcomes">The outcomes it completed with; null for <c>Done</c>.</param>
    public sealed record ChildFinished(
        string BookmarkId,
        string ChildInstanceId,
        WorkflowSubStatus SubStatus,
        IReadOnlyDictionary<string, JsonElement>? Output = null,
        IReadOnlyList<string>? Outcomes = null) : BurstStimulus;

    /// <summary>Ends the instance; everything it waits for is withdrawn.</summary>
    /// <param name="Reason">Why, for the journal.</param>
    public sealed record Cancel(string Reason) : BurstStimulus;

    /// <summary>Runs a stimulus whose burst failed again.</summary>
    /// <param name="IncidentId">The incident, for the journal.</param>
    /// <param name="Original">What failed.</param>
    public sealed record RetryIncident(string IncidentId, BurstStimulus Original) : BurstStimulus;

    /// <summary>
    /// Runs a stimulus whose burst failed again; the failing activity is completed in place of its code.
    /// </summary>
    /// <param name="IncidentId">The incident, for the journal.</param>
    /// <param name="Original">What failed.</param>
    /// <param name="ActivityId">The activity to skip, the first time it would run.</param>
    /// <param name="Outcome">The outcome to complete it with.</param>
    public sealed record SkipActivity(string IncidentId, BurstStimulus Original, string ActivityId, string Outcome = "Done")
        : BurstStimulus;
}
