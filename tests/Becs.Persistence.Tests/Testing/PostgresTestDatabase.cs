using System.Collections.Concurrent;
using Becs.Persistence.Keys;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Becs.Persistence.Tests.Testing;

/// <summary>
/// A database of its own on the server named by BECS_TEST_POSTGRES, copied from one migrated template; emptied and used again by a later
/// test unless spoiled. Without that server: skipped on a developer's machine, failed in CI.
/// </summary>
public sealed class PostgresTestDatabase : TestDatabase
{
    public const string Variable = "BECS_TEST_POSTGRES";

    // As a replica no trigger fires: the only way to empty tables that refuse it.
    private const string EmptySql = """
        SET session_replication_role = replica;
        DO $$ DECLARE name text; BEGIN
          FOR name IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
            AND NOT relispartition AND relname NOT IN ('__EFMigrationsHistory', 'partitioned_tables', 'commit_counter') LOOP
            EXECUTE format('DELETE FROM %I', name);
          END LOOP;
        END $$;
        """;

    private static readonly string Run = $"becs_test_{Environment.ProcessId}";
    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);
    private static readonly SemaphoreSlim One = new(1, 1);
    private static int _count;
    private static readonly ConcurrentBag<string> Emptied = [];
    private string? _name;
    private bool _spoiled;

    public override DatabaseProvider Provider => DatabaseProvider.PostgreSql;

    public override string ConnectionString =>
        ConnectionTo(_name ?? throw new InvalidOperationException("Not created."));

    private static string? Server => Environment.GetEnvironmentVariable(Variable);

    public override async Task CreateAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(Server))
        {
            Assert.False(
                Environment.GetEnvironmentVariable("CI") is { Length: > 0 }, $"{Variable} must name a PostgreSQL server in CI.");
            Assert.Skip($"Needs PostgreSQL: set {Variable} to a connection string.");
        }

        if (!Emptied.TryTake(out _name))
        {
            _name = await CopyAsync(cancellationToken);
        }

        new KeyRing(Options).CreateMissing();
    }

    public override void Spoil() => _spoiled = true;

    public override async ValueTask DisposeAsync()
    {
        if (_name is not null)
        {
            if (!_spoiled)
            {
                await ExecuteAsync(EmptySql, _name);
                Emptied.Add(_name);
            }
            else
            {
                await DropAsync(_name);
            }
        }

        await base.DisposeAsync();
    }

    private static async Task<string> CopyAsync(CancellationToken cancellationToken)
    {
        // Two copies of one template at a time are refused by the server.
        var template = await Template.Value;
        await One.WaitAsync(cancellationToken);
        try
        {
            var name = $"{Run}_{++_count}";
            await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template}");
            return name;
        }
        finally
        {
            One.Release();
        }
    }

    private static async Task<string> MakeTemplateAsync()
    {
        var name = $"{Run}_template";
        await ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        await ExecuteAsync($"CREATE DATABASE {name}");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Task.WhenAll(Emptied.Append(name).Select(DropAsync)).GetAwaiter().GetResult();
        var connection = new NpgsqlConnectionStringBuilder(Server) { Database = name, Pooling = false }.ConnectionString;
        await using var db = new PostgresBecsDbContext(PostgresBecsDbContext.Options(connection));
        await db.Database.MigrateAsync();
        return name;
    }

    private static async Task DropAsync(string name)
    {
        await using (var connection = new NpgsqlConnection(ConnectionTo(name)))
        {
            NpgsqlConnection.ClearPool(connection);
        }

        await ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }

    private static string ConnectionTo(string name) =>
        new NpgsqlConnectionStringBuilder(Server) { Database = name, MaxPoolSize = 40 }.ConnectionString;

    private static async Task ExecuteAsync(string sql, string? database = null)
    {
        var connectionString = new NpgsqlConnectionStringBuilder(Server) { Pooling = false };
        connectionString.Database = database ?? connectionString.Database;
        await using var connection = new NpgsqlConnection(connectionString.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
