using System.Text.Json;
using System.Text.Json.Serialization;
using Becs.Workflows.Errors;
using Becs.Workflows.Expressions;
using Becs.Workflows.Running;

namespace Becs.Workflows.State;

/// <summary>Stimuli as rows: the kind in one column, the body as JSON. A closed list; no type names inside.</summary>
public static class StimulusSerializer
{
    private static readonly JsonSerializerOptions Options = new(PlainValue.JsonOptions)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Writes an outgoing stimulus.</summary>
    /// <param name="stimulus">The stimulus.</param>
    /// <returns>Its kind and its body.</returns>
    public static (string Kind, string BodyJson) Serialize(OutgoingStimulus stimulus) =>
        (stimulus.GetType().Name, JsonSerializer.Serialize(stimulus, stimulus.GetType(), Options));

    /// <summary>Reads an outgoing stimulus.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="bodyJson">Its body.</param>
    public static OutgoingStimulus DeserializeOutgoing(string kind, string bodyJson) => kind switch
    {
        nameof(OutgoingStimulus.PublishEvent) => Read<OutgoingStimulus.PublishEvent>(bodyJson),
        nameof(OutgoingStimulus.StartChild) => Read<OutgoingStimulus.StartChild>(bodyJson),
        nameof(OutgoingStimulus.ChildFinished) => Read<OutgoingStimulus.ChildFinished>(bodyJson),
        nameof(OutgoingStimulus.TaskRequested) => Read<OutgoingStimulus.TaskRequested>(bodyJson),
        nameof(OutgoingStimulus.HttpRequested) => Read<OutgoingStimulus.HttpRequested>(bodyJson),
        _ => throw new StateFormatException($"Stimulus kind '{kind}' is not known to this build."),
    };

    /// <summary>Writes what moves an instance, to keep it with an incident.</summary>
    /// <param name="stimulus">The stimulus; a retry is stored as what it retries.</param>
    /// <returns>Its kind and its body.</returns>
    public static (string Kind, string BodyJson) Serialize(BurstStimulus stimulus) => stimulus switch
    {
        BurstStimulus.RetryIncident retry => Serialize(retry.Original),
        BurstStimulus.SkipActivity skip => Serialize(skip.Original),
        _ => (stimulus.Kind, JsonSerializer.Serialize(stimulus, stimulus.GetType(), Options)),
    };

    /// <summary>Reads what moves an instance.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="bodyJson">Its body.</param>
    public static BurstStimulus DeserializeBurst(string kind, string bodyJson) => kind switch
    {
        nameof(BurstStimulus.Start) => Read<BurstStimulus.Start>(bodyJson),
        nameof(BurstStimulus.ResumeBookmark) => Read<BurstStimulus.ResumeBookmark>(bodyJson),
        nameof(BurstStimulus.EventArrived) => Read<BurstStimulus.EventArrived>(bodyJson),
        nameof(BurstStimulus.TimerDue) => Read<BurstStimulus.TimerDue>(bodyJson),
        nameof(BurstStimulus.ChildFinished) => Read<BurstStimulus.ChildFinished>(bodyJson),
        nameof(BurstStimulus.Cancel) => Read<BurstStimulus.Cancel>(bodyJson),
        _ => throw new StateFormatException($"Stimulus kind '{kind}' is not known to this build."),
    };

    private static T Read<T>(string bodyJson)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(bodyJson, Options) ?? throw new StateFormatException("The stimulus is empty.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new StateFormatException($"The stimulus cannot be read: {e.Message}", e);
        }
    }
}
