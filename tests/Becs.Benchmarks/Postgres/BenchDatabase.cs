using Npgsql;

namespace Becs.Benchmarks.Postgres;

/// <summary>A database of the benchmark's own; dropped at the end.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private readonly string _server;

    private BenchDatabase(string server, string name)
    {
        (_server, Name) = (server, name);
        Connection = new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = true, MaxPoolSize = 50 };
    }

    public string Name { get; }

    public NpgsqlConnectionStringBuilder Connection { get; }

    public static async Task<BenchDatabase> CreateAsync(string server, string suffix)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString;
        var database = new BenchDatabase(unpooled, $"becs_bench_{Environment.ProcessId}_{suffix}");
        await ExecuteAsync(unpooled, $"DROP DATABASE IF EXISTS {database.Name} WITH (FORCE)");
        await ExecuteAsync(unpooled, $"CREATE DATABASE {database.Name}");
        return database;
    }

    public async Task ExecuteAsync(string sql) => await ExecuteAsync(Own(), sql);

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var db = new NpgsqlConnection(Own());
        await db.OpenAsync();
        await using var command = new NpgsqlCommand(sql, db);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Bytes of write-ahead log ever written here.</summary>
    public Task<long> LogPositionAsync() => ScalarAsync<long>("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint");

    /// <summary>As a server is found after a while: statistics known, nothing left to write.</summary>
    public Task SettleAsync() => ExecuteAsync("VACUUM ANALYZE; CHECKPOINT");

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync(_server, $"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");
    }

    private string Own() => new NpgsqlConnectionStringBuilder(Connection.ConnectionString) { Pooling = false }.ConnectionString;

    private static async Task ExecuteAsync(string connection, string sql)
    {
        await using var db = new NpgsqlConnection(connection);
        await db.OpenAsync();
        foreach (var one in sql.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            await using var command = new NpgsqlCommand(one, db) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync();
        }
    }
}
