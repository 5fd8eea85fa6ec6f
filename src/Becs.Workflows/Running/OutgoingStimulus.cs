using System.Text.Json;

namespace Becs.Workflows.Running;

/// <summary>A signal to another instance: a stimulus row of the same commit.</summary>
public abstract record OutgoingStimulus
{
    private OutgoingStimulus()
    {
    }

    /// <summary>An event for whoever waits for it.</summary>
    /// <param name="EventName">The event.</param>
    /// <param name="CorrelationId">Only instances with this correlation id get it; null for all.</param>
    /// <param name="TargetInstanceId">Only this instance gets it; null for all.</param>
    /// <param name="Payload">Its payload. No personal data.</param>
    public sealed record PublishEvent(
        string EventName,
        string? CorrelationId,
        string? TargetInstanceId,
        JsonElement? Payload) : OutgoingStimulus;

    /// <summary>Start a child workflow of exactly this package.</summary>
    /// <param name="ChildInstanceId">The id the child gets.</param>
    /// <param name="DefinitionId">Its definition.</param>
    /// <param name="PackageHash">The package the parent's package pins.</param>
    /// <param name="CorrelationId">The child's correlation id.</param>
    /// <param name="Input">The child's inputs.</param>
    /// <param name="Parent">The parent and, if it waits, its bookmark.</param>
    public sealed record StartChild(
        string ChildInstanceId,
        string DefinitionId,
        string PackageHash,
        string? CorrelationId,
        IReadOnlyDictionary<string, JsonElement> Input,
        ParentReference Parent) : OutgoingStimulus;

    /// <summary>This instance, a child somebody waits for, has finished.</summary>
    /// <param name="ParentInstanceId">The parent.</param>
    /// <param name="BookmarkId">The parent's bookmark.</param>
    /// <param name="ChildInstanceId">This instance.</param>
    /// <param name="SubStatus">How it ended.</param>
    /// <param name="Output">Its outputs.</param>
    /// <param name="Outcomes">The outcomes it completed with.</param>
    public sealed record ChildFinished(
        string ParentInstanceId,
        string BookmarkId,
        string ChildInstanceId,
        WorkflowSubStatus SubStatus,
        IReadOnlyDictionary<string, JsonElement> Output,
        IReadOnlyList<string> Outcomes) : OutgoingStimulus;

    /// <summary>Somebody outside is asked to do a task; the answer names it.</summary>
    /// <param name="TaskId">The id the answer names.</param>
    /// <param name="TaskName">The task.</param>
    /// <param name="Payload">What whoever runs it needs to know. No personal data.</param>
    public sealed record TaskRequested(
        string TaskId,
        string TaskName,
        IReadOnlyDictionary<string, JsonElement>? Payload) : OutgoingStimulus;

    /// <summary>A request to send after the commit; what comes of it resumes the bookmark.</summary>
    /// <param name="BookmarkId">The bookmark.</param>
    /// <param name="Url">Where to: an allowed host.</param>
    /// <param name="Method">How.</param>
    /// <param name="ContentType">The media type of the content.</param>
    /// <param name="Content">What. No personal data.</param>
    /// <param name="Headers">More headers.</param>
    public sealed record HttpRequested(
        string BookmarkId,
        string Url,
        string Method,
        string? ContentType,
        string? Content,
        IReadOnlyDictionary<string, string>? Headers) : OutgoingStimulus;
}
