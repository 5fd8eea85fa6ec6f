using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Becs.Persistence.Setup;

/// <summary>Several small reads in one round trip to PostgreSQL, on the context's own connection, parameters by number.</summary>
internal sealed class RoundTrip(BecsDbContext db)
{
    private readonly List<(string Sql, object[] Values)> _statements = [];

    public RoundTrip Add(string sql, params object[] values)
    {
        _statements.Add((sql, values));
        return this;
    }

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
