using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;

namespace Becs.Server.Hosting;

/// <summary>
/// What waits, read from the database when somebody scrapes the metrics: every node shows the same, and nothing is counted while nobody
/// looks. While the database is away the last figures stand.
/// </summary>
public sealed class WaitingGauges(IOperationalReads reads, TimeProvider clock, ILogger<WaitingGauges> log) : IDisposable
{
    private static OperationalCounts _last = new(0, 0, 0, 0, 0, 0);
    private readonly SemaphoreSlim _one = new(1, 1);

    static WaitingGauges()
    {
        Telemetry.Meter.CreateObservableGauge("becs_open_tasks", () => _last.OpenTasks, description: "Tasks somebody has to do.");
        Telemetry.Meter.CreateObservableGauge("becs_outbox_depth", () => _last.OutboxDepth, description: "Events not yet on the bus.");
        Telemetry.Meter.CreateObservableGauge(
            "becs_outbox_set_aside", () => _last.OutboxSetAside, description: "Events given up after too many attempts.");
        Telemetry.Meter.CreateObservableGauge(
            "becs_signals_waiting", () => _last.SignalsWaiting, description: "Signals between workflow instances not yet delivered.");
        Telemetry.Meter.CreateObservableGauge("becs_timer_lag", () => _last.TimerLagSeconds, "s", "How late the oldest due timer is.");
        Telemetry.Meter.CreateObservableGauge(
            "becs_open_incidents", () => _last.OpenIncidents, description: "Bursts that failed and wait for a decision.");
    }

    public void Dispose() => _one.Dispose();

    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            _last = await reads.CountAsync(clock.UtcNow(), cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning("What waits could not be counted: {Failure}", FailureText.Of(e));
        }
        finally
        {
            _one.Release();
        }
    }
}
