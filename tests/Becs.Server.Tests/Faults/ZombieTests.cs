using System.Diagnostics;
using Becs.Server.Simulation;
using Becs.Server.Tests.Hosting;
using Becs.Server.Tests.Simulation;
using Npgsql;

namespace Becs.Server.Tests.Faults;

/// <summary>A node that stands still in the middle of its work while another goes on, and then wakes: it commits nothing any more.</summary>
public class ZombieTests
{
    private const string Suite = "zombie-node";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task Load_WhenANodeStandsStillAndWakes_ThenEveryEffectIsThereOnce()
    {
        Needs.FullRun();
        return RunAsync(stops: 3, holds: 30);
    }

    [Fact]
    [Trait(Needs.Cost, Needs.Heavy)]
    public Task LongLoad_WhenANodeStandsStillAndWakesFiftyTimes_ThenEveryEffectIsThereOnce() => RunAsync(stops: 50, holds: 300);

    private static async Task RunAsync(int stops, int holds)
    {
        var began = Stopwatch.GetTimestamp();
        var seed = FaultLedger.NextSeed(Suite);
        var draw = new SeededOrder(seed);
        await using var database = await OwnPostgres.CreateAsync("becs_zombie");
        await using var first = await ServerProcess.StartAsync(Stop, PostgresSettings.Of(database.ConnectionString));
        await using var second = await ServerProcess.StartAsync(
            Stop, PostgresSettings.Of(database.ConnectionString, ("Becs__Keys__Path", Path.Combine(first.Folder, "keys"))));
        using var clients = new Clients(attempt => (attempt % 2 == 0 ? first : second).Address, TimeSpan.FromSeconds(2));
        var load = new HoldLoad(clients, database.ConnectionString);
        await load.BeginAsync(Stop);
        var stopped = 0;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var stopping = Task.Run(async () =>
        {
            while (stopped < stops)
            {
                // Into the middle of whatever it does; while it sleeps, it outlives its hold on signals and the time its session may idle.
                await Task.Delay(TimeSpan.FromMilliseconds(200 + (draw.KeyOf($"stop {stopped}") % 700)), end.Token);
                first.Pause();
                stopped++;
                await Task.Delay(TimeSpan.FromSeconds(9), end.Token);
                first.Continue();
            }
        }, Stop);

        await load.PlaceAsync(holds, Stop);
        await load.SettleAsync(Stop);
        await load.InvestigateAsync(Stop);
        await stopping;
        await load.SettleAsync(Stop);
        await load.RepeatAsync(Stop);

        var judgement = await EffectsLedger.JudgeAsync(
            database.ConnectionString, load.Holds.SelectMany(HoldModel.Investigated), load.Before, Stop);
        FaultLedger.Record(Suite, seed, stopped, judgement, Stopwatch.GetElapsedTime(began));
        judgement.AssertClean();
        (await RecordedEvents.ReadAsync(database.ConnectionString, Stop)).AssertWhole();
    }

    [Fact]
    public async Task Complete_WhenTheNodeSleepsInItsCommitAndAnotherDoesTheTask_ThenTheLateCommitIsRefused()
    {
        Needs.FullRun();
        var began = Stopwatch.GetTimestamp();
        await using var database = await OwnPostgres.CreateAsync("becs_late");
        await using var first = await ServerProcess.StartAsync(Stop, PostgresSettings.Of(database.ConnectionString));
        await using var second = await ServerProcess.StartAsync(
            Stop, PostgresSettings.Of(database.ConnectionString, ("Becs__Keys__Path", Path.Combine(first.Folder, "keys"))));
        using var late = new Clients(_ => first.Address);
        using var other = new Clients(_ => second.Address);
        var load = new HoldLoad(other, database.ConnectionString);
        await load.BeginAsync(Stop);
        await late.SignInAsync(Stop, "lab1");
        await load.PlaceAsync(1, Stop);
        await load.SettleAsync(Stop);
        var task = (await other.GetAsync("lab1", "/api/tasks?process=quarantine", Stop)).GetProperty("items")[0];
        var body = new
        {
            operationId = Guid.CreateVersion7(),
            expectedRevision = task.GetProperty("revision").GetInt32(),
            outcome = "ProposeDiscard",
            data = new { findingCode = "no-fault-found", unitsInspected = true },
        };

        // The commit of the first node waits for a lock of ours with its first statement; it is stopped there, then the lock goes. Its session
        // has the locks until the database ends it; later on, rows and COMMIT are one message, which a node that sleeps cannot hold back.
        await using var locker = new NpgsqlConnection(database.ConnectionString);
        await locker.OpenAsync(Stop);
        await using var locked = await locker.BeginTransactionAsync(Stop);
        await ExecuteAsync(locker, "SELECT 1 FROM subjects FOR UPDATE");
        var asked = late.PostRawAsync("lab1", $"/api/tasks/{task.GetProperty("id").GetGuid():D}/complete", body, Stop);
        await using var watcher = new NpgsqlConnection(database.ConnectionString);
        await watcher.OpenAsync(Stop);
        while ((await EffectsLedger.RowsAsync(
            watcher, "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()", Stop)).Count == 0)
        {
            Assert.False(asked.IsCompleted);
            await Task.Delay(20, Stop);
        }

        first.Pause();
        await locked.RollbackAsync(Stop);
        await load.InvestigateAsync(Stop);
        first.Continue();
        var (status, text) = await asked;

        Assert.False((int)status is >= 200 and < 300, $"{status} {text}");
        await load.SettleAsync(Stop);
        var judgement = await EffectsLedger.JudgeAsync(
            database.ConnectionString, load.Holds.SelectMany(HoldModel.Investigated), load.Before, Stop);
        FaultLedger.Record("zombie-commit", 1, 1, judgement, Stopwatch.GetElapsedTime(began));
        judgement.AssertClean();
    }

    private static async Task ExecuteAsync(NpgsqlConnection db, string sql)
    {
        await using var command = new NpgsqlCommand(sql, db);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
