using Becs.Persistence.Keys;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Becs.Persistence.Setup;

/// <summary>Creates and migrates the database. Production calls this from the <c>migrate</c> verb only, never while starting.</summary>
public sealed class DatabaseSetup
{
    private readonly BecsDbContext _db;
    private readonly KeyRing _keys;

    internal DatabaseSetup(BecsDbContext db, KeyRing keys) => (_db, _keys) = (db, keys);

    /// <summary>True when the database exists and no migration is outstanding.</summary>
    public async Task<bool> IsCurrentAsync(CancellationToken cancellationToken = default) =>
        await _db.Database.CanConnectAsync(cancellationToken)
        && !(await _db.Database.GetPendingMigrationsAsync(cancellationToken)).Any();

    /// <summary>Applies what is outstanding. A new database also gets its keys; an old one must find them.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken = default)
    {
        if (await IsEmptyAsync(cancellationToken))
        {
            _keys.CreateMissing();
        }

        await _db.Database.MigrateAsync(cancellationToken);
        if (_db.IsPostgres)
        {
            await _db.Database.ExecuteSqlAsync(
                $"SELECT becs_create_partitions(current_date - interval '1 month', 24)", cancellationToken);
        }
    }

    /// <summary>For the embedded database and tests: makes a new database; leaves an existing one alone.</summary>
    /// <returns>True when it was made now.</returns>
    public async Task<bool> CreateIfEmptyAsync(CancellationToken cancellationToken = default)
    {
        var empty = await IsEmptyAsync(cancellationToken);
        if (empty)
        {
            await MigrateAsync(cancellationToken);
        }

        return empty;
    }

    /// <summary>
    /// A dump restored on another PostgreSQL server meets transaction numbers below those already sealed; what is committed then would look
    /// slipped in. Lifts the numbers above all there are. Call it before anything is committed.
    /// </summary>
    public async Task ContinueNumbersAsync(CancellationToken cancellationToken = default)
    {
        if (_db.IsPostgres)
        {
            await _db.Database.ExecuteSqlAsync(
                $"""
                WITH last AS (SELECT greatest(
                  coalesce((SELECT max(upto_transaction) - 1 FROM seals), 0), coalesce((SELECT max(transaction_number) FROM audit_rows), 0)) AS number)
                UPDATE commit_counter SET value = last.number + 1 - pg_current_xact_id()::text::bigint
                FROM last WHERE value + pg_current_xact_id()::text::bigint <= last.number
                """,
                cancellationToken);
        }
    }

    private async Task<bool> IsEmptyAsync(CancellationToken cancellationToken)
    {
        var creator = _db.GetService<IRelationalDatabaseCreator>();
        return !await creator.ExistsAsync(cancellationToken) || !await creator.HasTablesAsync(cancellationToken);
    }
}
