namespace Becs.Persistence.Workflows;

/// <summary>Looks at timers without taking them: the virtual clock stops at the next one that is due, and a start by time is staged once.</summary>
public interface IDueTimers
{
    /// <returns>Instant (UTC) of the earliest timer, overdue ones included; null when none is set.</returns>
    Task<DateTime?> NextDueAsync(CancellationToken cancellationToken = default);

    /// <returns>Keys of the timers of one instance, whoever has them in hand.</returns>
    Task<IReadOnlyList<string>> OfInstanceAsync(Guid instanceId, CancellationToken cancellationToken = default);
}
