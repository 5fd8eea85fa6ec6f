namespace Becs.Workflows.Storage;

/// <summary>The row of a signal between instances.</summary>
/// <param name="Id">The row.</param>
/// <param name="Kind">The kind of <see cref="Running.OutgoingStimulus"/>.</param>
/// <param name="Name">The event name, for an event.</param>
/// <param name="CorrelationId">Whom it is about.</param>
/// <param name="TargetInstanceId">Whom it is for, if one instance.</param>
/// <param name="BodyJson">The stimulus, as <see cref="State.StimulusSerializer"/> writes it.</param>
/// <param name="CreatedAt">When it was sent (UTC).</param>
public sealed record StoredStimulus(
    string Id,
    string Kind,
    string? Name,
    string? CorrelationId,
    string? TargetInstanceId,
    string BodyJson,
    DateTime CreatedAt);
