using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Becs.Persistence.Commit;

/// <content>The last round trip of a commit on PostgreSQL.</content>
public sealed partial class UnitOfWork
{
    /// <summary>
    /// Writes the rows of tables that stand alone — of the engine, the audit trail, the outbox, tasks — and COMMIT itself. What hangs together by
    /// foreign keys is written by EF before it, in the same transaction.
    /// </summary>
    private static async Task WriteAndCommitAsync(BecsDbContext db, IDbContextTransaction transaction, CancellationToken cancellationToken)
    {
        var (alone, others) = Sort(db);
        await using var maker = new NpgsqlCommand();
        await using var batch = new NpgsqlBatch(
            (NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction)transaction.GetDbTransaction());
        foreach (var entry in alone)
        {
            TableStatements.Of(entry.Metadata).Add(batch, maker, entry);
        }

        if (others)
        {
            foreach (var entry in alone)
            {
                entry.State = EntityState.Detached;
            }

            await db.SaveChangesAsync(cancellationToken);
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static (List<EntityEntry> Alone, bool Others) Sort(BecsDbContext db)
    {
        var changed = db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .GroupBy(e => e.Metadata).ToList();
        var alone = new List<EntityEntry>();
        var others = false;
        foreach (var table in changed.OrderBy(g => g.Key.GetTableName(), StringComparer.Ordinal))
        {
            var statements = TableStatements.Of(table.Key);
            if (!statements.StandsAlone || (statements.IsUniqueBesidesKey && table.Any(e => e.State != EntityState.Added)))
            {
                others = true;
                continue;
            }

            // What goes away goes first: its key may come back.
            alone.AddRange(InKeyOrder(table, EntityState.Deleted, statements));
            alone.AddRange(InKeyOrder(table, EntityState.Modified, statements));
            alone.AddRange(table.Where(e => e.State == EntityState.Added));
        }

        return (alone, others);
    }

    private static List<EntityEntry> InKeyOrder(IEnumerable<EntityEntry> entries, EntityState state, TableStatements statements)
    {
        var found = entries.Where(e => e.State == state).ToList();
        if (found.Count > 1)
        {
            found.Sort(statements.Compare);
        }

        return found;
    }
}
