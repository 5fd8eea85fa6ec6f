using System.Diagnostics;
using Becs.Server.Tests.Hosting;
using Becs.Server.Tests.Simulation;
using Npgsql;

namespace Becs.Server.Tests.Faults;

/// <summary>
/// After a kill everything moves again within ten seconds of the return: a signal that the killed node, or the database, had in hand, and
/// an event for others. The database tells of each move; nobody asks it again and again.
/// </summary>
public class ReturnTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(10);

    /// <summary>For what is no part of the promise: until the kill.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signal_WhenTheServerIsKilledWithItInHand_ThenMovesWithinTenSecondsOfTheRestart()
    {
        Needs.FullRun();
        await using var database = await OwnPostgres.CreateAsync("becs_return");
        await using var server = await ServerProcess.StartAsync(Stop, PostgresSettings.Of(database.ConnectionString));
        await using (var stuck = await StuckAsync(server, database.ConnectionString))
        {
            await server.KillAsync();
        }

        var starting = Stopwatch.GetTimestamp();
        await server.StartAsync(Stop);
        var ready = Stopwatch.GetTimestamp();
        await GoneAsync(database.ConnectionString, "stimuli", ready + (long)(_limit.TotalSeconds * Stopwatch.Frequency));
        Say($"moved {Stopwatch.GetElapsedTime(starting).TotalSeconds:F1} s after the restart began, {Stopwatch.GetElapsedTime(ready).TotalSeconds:F1} s after it was ready");
    }

    [Fact]
    public async Task Signal_WhenPostgresIsKilledWithItInHand_ThenMovesWithinTenSecondsOfTheReturn()
    {
        Needs.FullRun();
        Needs.Postgres();
        await using var postgres = await TestServer.StartAsync("postgresql", Stop);
        await ExecuteAsync(postgres.ConnectionString("postgres"), "CREATE DATABASE becs");
        var database = postgres.ConnectionString("becs");
        await using var server = await ServerProcess.StartAsync(Stop, PostgresSettings.Of(database));
        await using (var stuck = await StuckAsync(server, database))
        {
            postgres.Kill();
        }

        NpgsqlConnection.ClearAllPools();
        await postgres.StartAgainAsync(Stop);
        var ready = Stopwatch.GetTimestamp();
        await GoneAsync(database, "stimuli", ready + (long)(_limit.TotalSeconds * Stopwatch.Frequency));
        Say($"moved {Stopwatch.GetElapsedTime(ready).TotalSeconds:F1} s after PostgreSQL was back");
    }

    [Fact]
    public async Task Event_WhenTheBrokerIsKilled_ThenGoesOutWithinTenSecondsOfTheReturn()
    {
        Needs.FullRun();
        Needs.RabbitMq();
        await using var broker = await TestServer.StartAsync("rabbitmq", Stop);
        await using var database = await OwnPostgres.CreateAsync("becs_away");
        await using var server = await ServerProcess.StartAsync(Stop, PostgresSettings.Of(
            database.ConnectionString, ("Becs__Roles", "web,worker,relay"), ("Becs__Bus__Transport", "RabbitMq"),
            ("Becs__Bus__ConnectionString", broker.Broker.ToString())));
        await GoneAsync(database.ConnectionString, "outbox", Stopwatch.GetTimestamp() + (long)(_patience.TotalSeconds * Stopwatch.Frequency));
        broker.Kill();
        await PlaceHoldAsync(server, database.ConnectionString);
        await broker.StartAgainAsync(Stop);
        var ready = Stopwatch.GetTimestamp();
        await GoneAsync(database.ConnectionString, "outbox", ready + (long)(_limit.TotalSeconds * Stopwatch.Frequency));
        Say($"all events were out {Stopwatch.GetElapsedTime(ready).TotalSeconds:F1} s after RabbitMQ was back");
    }

    /// <summary>A signal that the server has in hand and cannot deliver: its commit waits for a lock of ours.</summary>
    private static async Task<NpgsqlConnection> StuckAsync(ServerProcess server, string database)
    {
        await ExecuteAsync(database, """
            CREATE FUNCTION test_taken() RETURNS trigger LANGUAGE plpgsql AS $$
              BEGIN PERFORM pg_notify('test_taken', ''); RETURN NULL; END $$;
            CREATE TRIGGER test_taken AFTER UPDATE OF taken_until_at ON stimuli FOR EACH ROW EXECUTE FUNCTION test_taken()
            """);
        await GoneAsync(database, "stimuli", Stopwatch.GetTimestamp() + (long)(_patience.TotalSeconds * Stopwatch.Frequency));
        var locker = new NpgsqlConnection(database + ";Pooling=false");
        await locker.OpenAsync(Stop);
        await RunAsync(locker, "BEGIN; LOCK TABLE journal IN ACCESS EXCLUSIVE MODE");
        await using var listener = await ListenAsync(database, "test_taken");
        await PlaceHoldAsync(server, database);
        Assert.True(await listener.WaitAsync(_patience, Stop), "The signal was not taken in hand.");
        return locker;
    }

    private static async Task PlaceHoldAsync(ServerProcess server, string database)
    {
        using var clients = new Clients(_ => server.Address);
        await clients.SignInAsync(Stop, "qa1");
        await new HoldLoad(clients, database).PlaceAsync(1, Stop);
    }

    /// <summary>Waits until the table is empty but for what is kept.</summary>
    private static async Task GoneAsync(string database, string table, long until)
    {
        await ExecuteAsync(database, $"""
            CREATE OR REPLACE FUNCTION test_gone() RETURNS trigger LANGUAGE plpgsql AS $$
              BEGIN PERFORM pg_notify('test_gone', ''); RETURN NULL; END $$;
            CREATE OR REPLACE TRIGGER test_gone AFTER DELETE OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION test_gone()
            """);
        await using var listener = await ListenAsync(database, "test_gone");
        var open = table == "stimuli" ? "SELECT count(*) FROM stimuli WHERE NOT is_kept" : $"SELECT count(*) FROM {table}";
        while (true)
        {
            await using var count = new NpgsqlCommand(open, listener);
            if (await count.ExecuteScalarAsync(Stop) is 0L)
            {
                return;
            }

            var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), until);
            Assert.True(left > TimeSpan.Zero && await listener.WaitAsync(left, Stop), $"Rows of {table} did not move in time.");
        }
    }

    private static async Task<NpgsqlConnection> ListenAsync(string database, string channel)
    {
        var db = new NpgsqlConnection(database + ";Pooling=false");
        await db.OpenAsync(Stop);
        await RunAsync(db, $"LISTEN {channel}");
        return db;
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var db = new NpgsqlConnection(connectionString + ";Pooling=false");
        await db.OpenAsync(Stop);
        await RunAsync(db, sql);
    }

    private static async Task RunAsync(NpgsqlConnection db, string sql)
    {
        await using var command = new NpgsqlCommand(sql, db);
        await command.ExecuteNonQueryAsync(Stop);
    }

    private static void Say(string text) => TestContext.Current.TestOutputHelper?.WriteLine(text);
}
