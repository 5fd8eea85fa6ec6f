using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Mapping;

/// <summary>
/// Lists that include what this operation has staged but not yet committed: one burst may write a fact and read it again, and must not be
/// told that it is not there.
/// </summary>
internal static class StagedQueries
{
    public static async Task<List<T>> WithStagedAsync<T>(
        this BecsDbContext db, Expression<Func<T, bool>> where, CancellationToken cancellationToken)
        where T : class
    {
        var stored = await db.Set<T>().Where(where).ToListAsync(cancellationToken);

        // What was changed in memory is marked as changed only at the commit: look at all this operation holds.
        var staged = db.ChangeTracker.Entries<T>()
            .Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Unchanged).Select(e => e.Entity).ToList();
        return staged.Count == 0 ? stored : [.. stored.Union(staged).Where(where.Compile(preferInterpretation: true))];
    }
}
