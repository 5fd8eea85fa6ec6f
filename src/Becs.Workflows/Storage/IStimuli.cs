using Becs.Workflows.Running;

namespace Becs.Workflows.Storage;

/// <summary>Signals between instances, taken from the database: each is its own burst.</summary>
public interface IStimuli
{
    /// <summary>Stages signals of a burst.</summary>
    /// <param name="sourceInstanceId">The instance that sends them.</param>
    /// <param name="stimuli">The signals, in order.</param>
    void StageAdd(string sourceInstanceId, IReadOnlyList<OutgoingStimulus> stimuli);

    /// <summary>Takes the next signals, oldest first, so that no other node has them.</summary>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<IReadOnlyList<StoredStimulus>> TakeAsync(int limit, CancellationToken cancellationToken = default);

    /// <summary>Takes the next HTTP requests, oldest first; <see cref="TakeAsync"/> leaves them: an answer may be slow.</summary>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<IReadOnlyList<StoredStimulus>> TakeRequestsAsync(int limit, CancellationToken cancellationToken = default);

    /// <summary>Events that came before anybody waited for them, oldest first.</summary>
    /// <param name="eventName">The event.</param>
    /// <param name="correlationId">Whom it is about.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<IReadOnlyList<StoredStimulus>> FindKeptAsync(
        string eventName, string? correlationId, CancellationToken cancellationToken = default);

    /// <summary>Stages that an event found nobody yet and is kept.</summary>
    /// <param name="stimulusId">The row.</param>
    void StageKeep(string stimulusId);

    /// <summary>Stages that a signal was delivered.</summary>
    /// <param name="stimulusId">The row.</param>
    void StageDelivered(string stimulusId);
}
