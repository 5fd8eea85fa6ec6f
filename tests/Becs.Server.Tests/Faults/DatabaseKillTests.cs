using System.Diagnostics;
using Becs.Server.Tests.Simulation;
using Npgsql;

namespace Becs.Server.Tests.Faults;

/// <summary>PostgreSQL is killed under load, all of it or a session, and started again: the server goes on by itself.</summary>
public class DatabaseKillTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task Load_WhenPostgresIsKilled_ThenTheServerGoesOnAndEveryEffectIsThereOnce()
    {
        Needs.FullRun();
        Needs.Postgres();
        return RunAsync(kills: 2, holds: 24);
    }

    [Fact]
    [Trait(Needs.Cost, Needs.Heavy)]
    public Task LongLoad_WhenPostgresIsKilledTwentyTimes_ThenTheServerGoesOnAndEveryEffectIsThereOnce()
    {
        Needs.Postgres();
        return RunAsync(kills: 20, holds: 200);
    }

    private static async Task RunAsync(int kills, int holds)
    {
        var began = Stopwatch.GetTimestamp();
        await using var postgres = await TestServer.StartAsync("postgresql", Stop);
        await ExecuteAsync(postgres.ConnectionString("postgres"), "CREATE DATABASE becs");
        var database = postgres.ConnectionString("becs");
        await using var server = await ServerProcess.StartAsync(Stop, PostgresSettings.Of(database));
        using var clients = new Clients(_ => server.Address);
        var load = new HoldLoad(clients, database);
        await load.BeginAsync(Stop);
        var injected = 0;
        var killing = Task.CompletedTask;
        clients.Answered = answers =>
        {
            // Half of them while holds are placed, half while they are investigated; between two of them all its sessions are ended.
            if (answers % (holds / kills) == 3)
            {
                killing = KillAsync(killing);
            }
            else if (answers % (holds / kills) == 8)
            {
                killing = EndSessionAsync(killing);
            }
        };
        await load.PlaceAsync(holds, Stop);
        await killing;
        await load.SettleAsync(Stop);
        await load.InvestigateAsync(Stop);
        await killing;
        clients.Answered = null;
        await load.SettleAsync(Stop);
        await load.RepeatAsync(Stop);

        var judgement = await EffectsLedger.JudgeAsync(database, load.Holds.SelectMany(HoldModel.Investigated), load.Before, Stop);
        FaultLedger.Record("postgres-kill", 1, injected, judgement, Stopwatch.GetElapsedTime(began));
        judgement.AssertClean();
        Assert.True(injected > kills);

        async Task KillAsync(Task before)
        {
            await before;
            postgres.Kill();
            NpgsqlConnection.ClearAllPools();
            injected++;
            await postgres.StartAgainAsync(Stop);
        }

        async Task EndSessionAsync(Task before)
        {
            await before;
            injected += await ExecuteAsync(
                postgres.ConnectionString("postgres"),
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'becs' AND backend_type = 'client backend'");
        }
    }

    /// <returns>Rows the statement answered with.</returns>
    private static async Task<int> ExecuteAsync(string connectionString, string sql)
    {
        await using var db = new NpgsqlConnection(connectionString + ";Pooling=false");
        await db.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, db);
        await using var rows = await command.ExecuteReaderAsync(Stop);
        var count = 0;
        while (await rows.ReadAsync(Stop))
        {
            count++;
        }

        return count;
    }
}
