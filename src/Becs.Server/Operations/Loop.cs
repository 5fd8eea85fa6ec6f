using Becs.Server.ChangeControl;

namespace Becs.Server.Operations;

/// <summary>
/// A background loop: works while there is something to do, then waits for a wake-up or the poll interval. It never dies of an exception; it
/// logs, waits a little longer each time and goes on. While this node's build is not accepted it does nothing, unless it says otherwise.
/// </summary>
public abstract class Loop(TimeSpan pollInterval, PlatformGate gate, ILogger log) : BackgroundService
{
    /// <summary>
    /// Short, because everything must move again within ten seconds of a database's return, and what a dead node had in hand is free only
    /// after eight of them.
    /// </summary>
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(1.5);

    private readonly SemaphoreSlim _wake = new(0, 1);
    private int _failures;

    /// <summary>Makes the loop look now. Cheap, never waits.</summary>
    public void Wake()
    {
        try
        {
            if (_wake.CurrentCount == 0)
            {
                _wake.Release();
            }
        }
        catch (SemaphoreFullException)
        {
            // Somebody else woke it at the same moment: it looks anyway.
        }
    }

    /// <summary>Whether it works on a node whose build is not accepted: only what starts, moves and records nothing of production.</summary>
    protected virtual bool WorksWhileWaiting => false;

    /// <summary>Does what there is to do.</summary>
    /// <returns>True when there may be more at once.</returns>
    protected abstract Task<bool> WorkAsync(CancellationToken stopping);

    protected sealed override async Task ExecuteAsync(CancellationToken stopping)
    {
        await Task.Yield();
        while (!stopping.IsCancellationRequested)
        {
            var more = false;
            try
            {
                more = (gate.Serves || WorksWhileWaiting) && await WorkAsync(stopping);
                _failures = 0;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                _failures++;
                log.LogWarning(e, "{Loop} failed {Failures} times in a row; it goes on", GetType().Name, _failures);
            }

            if (!more)
            {
                await WaitAsync(stopping);
            }
        }
    }

    private async Task WaitAsync(CancellationToken stopping)
    {
        try
        {
            if (_failures > 0)
            {
                var pause = TimeSpan.FromMilliseconds(250 * Math.Pow(2, Math.Min(_failures, 3)));
                await Task.Delay(pause < MaxPause ? pause : MaxPause, stopping);
            }
            else
            {
                await _wake.WaitAsync(pollInterval, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The loop's condition ends it.
        }
    }
}
