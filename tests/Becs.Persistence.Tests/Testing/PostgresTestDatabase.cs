using Becs.Persistence.Keys;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Becs.Persistence.Tests.Testing;

/// <summary>
/// A database of its own on the server named by BECS_TEST_POSTGRES, copied from one migrated template. Without that server: skipped on a
/// developer's machine, failed in CI.
/// </summary>
public sealed class PostgresTestDatabase : TestDatabase
{
    public const string Variable = "BECS_TEST_POSTGRES";

    private static readonly string Run = $"becs_test_{Environment.ProcessId}";
    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);
    private static readonly SemaphoreSlim One = new(1, 1);
    private static int _count;
    private readonly string _name = $"{Run}_{Interlocked.Increment(ref _count)}";

    public override DatabaseProvider Provider => DatabaseProvider.PostgreSql;

    public override string ConnectionString =>
        new NpgsqlConnectionStringBuilder(Server) { Database = _name, MaxPoolSize = 40 }.ConnectionString;

    private static string? Server => Environment.GetEnvironmentVariable(Variable);

    public override async Task CreateAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(Server))
        {
            Assert.False(
                Environment.GetEnvironmentVariable("CI") is { Length: > 0 }, $"{Variable} must name a PostgreSQL server in CI.");
            Assert.Skip($"Needs PostgreSQL: set {Variable} to a connection string.");
        }

        // Two copies of one template at a time are refused by the server.
        var template = await Template.Value;
        await One.WaitAsync(cancellationToken);
        try
        {
            await ExecuteAsync($"CREATE DATABASE {_name} TEMPLATE {template}");
        }
        finally
        {
            One.Release();
        }

        new KeyRing(Options).CreateMissing();
    }

    public override async ValueTask DisposeAsync()
    {
        if (!string.IsNullOrEmpty(Server))
        {
            await using (var connection = new NpgsqlConnection(ConnectionString))
            {
                NpgsqlConnection.ClearPool(connection);
            }

            await ExecuteAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
        }

        await base.DisposeAsync();
    }

    private static async Task<string> MakeTemplateAsync()
    {
        var name = $"{Run}_template";
        await ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        await ExecuteAsync($"CREATE DATABASE {name}");
        var connection = new NpgsqlConnectionStringBuilder(Server) { Database = name, Pooling = false }.ConnectionString;
        await using var db = new PostgresBecsDbContext(PostgresBecsDbContext.Options(connection));
        await db.Database.MigrateAsync();
        return name;
    }

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(Server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
