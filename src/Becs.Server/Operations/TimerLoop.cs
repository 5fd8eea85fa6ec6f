namespace Becs.Server.Operations;

/// <summary>Fires due timers.</summary>
public sealed class TimerLoop
{
    public Task<DateTime?> NextDueAsync(DateTime untilAt, CancellationToken cancellationToken) => Task.FromResult<DateTime?>(null);

    public Task<int> FireDueAsync(CancellationToken cancellationToken) => Task.FromResult(0);
}
