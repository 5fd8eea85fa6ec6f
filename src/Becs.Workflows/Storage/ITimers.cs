using Becs.Workflows.Timers;

namespace Becs.Workflows.Storage;

/// <summary>Timers. A due timer is taken under a lock and deleted by the commit of the burst it causes.</summary>
public interface ITimers
{
    /// <summary>Takes due timers, earliest first, so that no other node has them.</summary>
    /// <param name="nowUtc">The instant.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<IReadOnlyList<StoredTimer>> TakeDueAsync(
        DateTime nowUtc, int limit, CancellationToken cancellationToken = default);

    /// <summary>Stages new timers.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="timers">The timers.</param>
    void StageAdd(string instanceId, IReadOnlyList<WorkflowTimer> timers);

    /// <summary>Stages the deletion of timers.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="bookmarkIds">The timers' bookmarks.</param>
    void StageCancel(string instanceId, IReadOnlyList<string> bookmarkIds);
}
