using Becs.Server.Hosting;

namespace Becs.Server.Tasks;

/// <summary>
/// Seam between the task pages and the operations. Each call is an operation of its own for the signed-in person at the site chosen;
/// refusals are the exceptions of Becs.Domain.Shared.
/// </summary>
public interface ITaskBoard
{
    Task<PageOf<TaskRow>> ListAsync(TaskFilter filter, CancellationToken cancellationToken = default);

    /// <summary>Processes that have tasks this person may see.</summary>
    Task<IReadOnlyList<ProcessChoice>> ProcessesAsync(CancellationToken cancellationToken = default);

    /// <summary>Null when there is no such task at this person's sites.</summary>
    Task<TaskDetail?> FindAsync(Guid task, CancellationToken cancellationToken = default);

    /// <summary>Throws <see cref="Domain.Shared.ConflictException"/> when somebody else was faster.</summary>
    Task ClaimAsync(Guid task, long expectedRevision, CancellationToken cancellationToken = default);

    Task ReleaseAsync(Guid task, long expectedRevision, CancellationToken cancellationToken = default);

    Task<CompletionResult> CompleteAsync(TaskCompletion completion, CancellationToken cancellationToken = default);
}
