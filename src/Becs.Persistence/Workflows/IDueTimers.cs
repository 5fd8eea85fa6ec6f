namespace Becs.Persistence.Workflows;

/// <summary>Tells when the next timer is due, so that the virtual clock stops there and the timer loop sleeps until then.</summary>
public interface IDueTimers
{
    /// <returns>Instant (UTC) of the earliest timer, overdue ones included; null when none is set.</returns>
    Task<DateTime?> NextDueAsync(CancellationToken cancellationToken = default);
}
