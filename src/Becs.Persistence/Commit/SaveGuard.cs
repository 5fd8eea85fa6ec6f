using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Becs.Persistence.Commit;

/// <summary>Refuses every save that <see cref="UnitOfWork"/> did not open: what is staged waits for the operation's one commit.</summary>
internal sealed class SaveGuard : SaveChangesInterceptor
{
    public static readonly SaveGuard Instance = new();

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result) =>
        throw new InvalidOperationException("Only UnitOfWork saves, and asynchronously.");

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        eventData.Context is BecsDbContext { IsOpenForCommit: true }
            ? ValueTask.FromResult(result)
            : throw new InvalidOperationException("Only UnitOfWork saves. Stage the change and let the operation commit.");
}
