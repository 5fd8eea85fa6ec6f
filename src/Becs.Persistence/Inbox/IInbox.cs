namespace Becs.Persistence.Inbox;

/// <summary>Messages from outside, each taken in once.</summary>
public interface IInbox
{
    /// <returns>Hash of what the message with this id said when it was taken in; null when it never was.</returns>
    Task<string?> FindAsync(Guid signalId, CancellationToken cancellationToken = default);

    /// <summary>Stages that a message was taken in, and the signal it becomes: one commit.</summary>
    void StageReceive(ReceivedSignal signal, string contentHash);

    /// <summary>
    /// Stages that somebody has begun to wait for a signal. After that commit the signals kept for it are looked at again, so that none is
    /// missed that was kept meanwhile.
    /// </summary>
    void StageLook(string name, Guid subjectId);

    /// <summary>Stages that the kept signals of that name and record are delivered anew, and that the look is over.</summary>
    /// <param name="lookId">The row of <see cref="StageLook"/>.</param>
    Task StageLookedAsync(string lookId, string name, string subjectId, CancellationToken cancellationToken = default);

    /// <summary>Stages that an instance has begun to wait for an event: see <see cref="EventLook"/>.</summary>
    void StageEventLook(string instanceId, string eventName, string? correlationId);
}
