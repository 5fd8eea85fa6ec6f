namespace Becs.Persistence.ReadModel;

/// <summary>How much waits, for the metrics.</summary>
/// <param name="OpenTasks">Tasks somebody has to do.</param>
/// <param name="OutboxDepth">Events not yet on the bus.</param>
/// <param name="OutboxSetAside">Events given up after too many attempts.</param>
/// <param name="SignalsWaiting">Signals between instances not yet delivered.</param>
/// <param name="TimerLagSeconds">How late the oldest due timer is; 0 when none is due.</param>
/// <param name="OpenIncidents">Bursts that failed and wait for a decision.</param>
public sealed record OperationalCounts(
    long OpenTasks, long OutboxDepth, long OutboxSetAside, long SignalsWaiting, double TimerLagSeconds, long OpenIncidents);

public interface IOperationalReads
{
    /// <param name="nowAt">The clock's time (UTC), by which timers are late.</param>
    Task<OperationalCounts> CountAsync(DateTime nowAt, CancellationToken cancellationToken = default);
}
