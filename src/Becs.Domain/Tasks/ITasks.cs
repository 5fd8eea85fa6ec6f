using Becs.Domain.Shared;

namespace Becs.Domain.Tasks;

/// <summary>The tasks of the installation.</summary>
public interface ITasks
{
    void Add(WorkTask task);

    Task<WorkTask?> FindAsync(TaskId id, CancellationToken cancellationToken = default);

    /// <summary>The task that waits on a bookmark of an instance.</summary>
    Task<WorkTask?> FindByBookmarkAsync(Guid instanceId, string bookmarkId, CancellationToken cancellationToken = default);

    /// <summary>Open and claimed tasks of an instance.</summary>
    Task<IReadOnlyList<WorkTask>> OpenOfInstanceAsync(Guid instanceId, CancellationToken cancellationToken = default);

    /// <summary>Open tasks of an instance that this operation made: known without asking the database.</summary>
    IReadOnlyList<WorkTask> MadeForInstance(Guid instanceId);

    /// <summary>Completed tasks of an instance, oldest first: who did what in this case.</summary>
    Task<IReadOnlyList<WorkTask>> CompletedOfInstanceAsync(Guid instanceId, CancellationToken cancellationToken = default);

    /// <summary>Open tasks whose escalation instant has passed and which were not yet raised for it.</summary>
    Task<IReadOnlyList<WorkTask>> DueForEscalationAsync(DateTime nowAt, int limit, CancellationToken cancellationToken = default);
}
