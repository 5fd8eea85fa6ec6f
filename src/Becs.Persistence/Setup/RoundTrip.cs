using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Becs.Persistence.Setup;

/// <summary>Several small reads in one round trip to PostgreSQL, on the context's own connection, parameters by number.</summary>
internal sealed class RoundTrip(BecsDbContext db)
{
    /// <summary>Until the end of the transaction: that of the round trip when none was begun.</summary>
    public const string PlanOnceSql = "SELECT set_config('plan_cache_mode', 'force_generic_plan', true)";

    private readonly List<(string Sql, object[] Values)> _statements = [];

    public RoundTrip Add(string sql, params object[] values)
    {
        _statements.Add((sql, values));
        return this;
    }

    /// <summary>
    /// From here on the statements find their rows by key, and a plan that holds for any key saves planning each of them anew, which for a table
    /// of monthly partitions takes longer than to run it. It is a statement with a result of its own, and holds for this round trip.
    /// </summary>
    public RoundTrip PlanOnce() => Add(PlanOnceSql);

    /// <param name="read">Reads the first result; goes on by <see cref="DbDataReader.NextResultAsync(CancellationToken)"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<T> ReadAsync<T>(Func<DbDataReader, Task<T>> read, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var batch = db.Database.GetDbConnection().CreateBatch();
            batch.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            foreach (var (sql, values) in _statements)
            {
                batch.Add(sql, values);
            }

            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            return await read(reader);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
