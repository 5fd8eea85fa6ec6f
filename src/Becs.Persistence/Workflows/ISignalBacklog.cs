namespace Becs.Persistence.Workflows;

/// <summary>What waits to be delivered, whoever has it in hand, and what was kept for instances that may still come.</summary>
public interface ISignalBacklog
{
    /// <summary>True while a signal or a timer due by then is not worked off, those another node has in hand included.</summary>
    /// <param name="dueAt">Timers due up to here count (UTC).</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<bool> HasOpenAsync(DateTime dueAt, CancellationToken cancellationToken = default);

    /// <summary>Ids of kept signals that nobody took since they came, oldest first.</summary>
    Task<IReadOnlyList<string>> KeptBeforeAsync(DateTime createdBeforeAt, int limit, CancellationToken cancellationToken = default);

    /// <summary>Stages the moves a signal causes in its place.</summary>
    /// <param name="signalId">The signal's row; it goes with the commit.</param>
    /// <param name="deliveries">One row each.</param>
    /// <param name="siteId">Where the signal comes from.</param>
    void StageSplit(string signalId, string? correlationId, Guid? siteId, IReadOnlyList<SignalDelivery> deliveries);

    /// <summary>
    /// Gives signals kept since then another look: a node that died between keeping one and looking for who came meanwhile left it undone.
    /// </summary>
    Task<int> ReconsiderKeptAsync(DateTime createdSinceAt, CancellationToken cancellationToken = default);

    /// <summary>Lets go of what was taken in hand and not begun with.</summary>
    Task ReleaseAsync(IReadOnlyCollection<string> signalIds, IReadOnlyCollection<string> timerBookmarkIds, CancellationToken cancellationToken = default);

    /// <summary>After a start on the embedded database: lets go of what the former process had in hand.</summary>
    Task ReleaseAllAsync(CancellationToken cancellationToken = default);
}
