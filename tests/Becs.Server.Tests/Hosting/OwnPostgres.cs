using Npgsql;

namespace Becs.Server.Tests.Hosting;

/// <summary>An empty database of the test's own on the PostgreSQL server of the run; dropped at the end.</summary>
internal sealed class OwnPostgres : IAsyncDisposable
{
    private readonly string _server;
    private readonly string _name;

    private OwnPostgres(string server, string name)
    {
        (_server, _name) = (server, name);
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = true }.ConnectionString;
    }

    public string ConnectionString { get; }

    public static async Task<OwnPostgres> CreateAsync(string prefix)
    {
        var server = new NpgsqlConnectionStringBuilder(Needs.Postgres()) { Pooling = false }.ConnectionString;
        var database = new OwnPostgres(server, $"{prefix}_{Environment.ProcessId}");
        await database.ExecuteAsync($"DROP DATABASE IF EXISTS {database._name} WITH (FORCE)");
        await database.ExecuteAsync($"CREATE DATABASE {database._name}");
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var db = new NpgsqlConnection(_server);
        await db.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, db);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
