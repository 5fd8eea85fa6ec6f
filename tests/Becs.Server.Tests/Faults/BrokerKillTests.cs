using System.Diagnostics;
using Becs.Server.Tests.Hosting;
using Becs.Server.Tests.Simulation;

namespace Becs.Server.Tests.Faults;

/// <summary>RabbitMQ is stopped, and killed, under load: work goes on, and each event arrives under one id, each record's in order.</summary>
public class BrokerKillTests
{
    private const int Holds = 20;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task Load_WhenTheBrokerIsStoppedAndKilled_ThenEveryEventArrivesInOrder()
    {
        Needs.FullRun();
        Needs.RabbitMq();
        return RunAsync(rounds: 1);
    }

    [Fact]
    [Trait(Needs.Cost, Needs.Heavy)]
    public Task LongLoad_WhenTheBrokerIsStoppedAndKilledTwentyTimes_ThenEveryEventArrivesInOrder()
    {
        Needs.RabbitMq();
        return RunAsync(rounds: 20);
    }

    /// <summary>Each round kills it while tasks are completed, and stops it while more holds are placed and everything is sent once more.</summary>
    private static async Task RunAsync(int rounds)
    {
        var began = Stopwatch.GetTimestamp();
        await using var broker = await TestServer.StartAsync("rabbitmq", Stop);
        await using var database = await OwnPostgres.CreateAsync("becs_broker");
        await using var server = await ServerProcess.StartAsync(Stop, PostgresSettings.Of(database.ConnectionString));
        using var clients = new Clients(_ => server.Address);
        var load = new HoldLoad(clients, database.ConnectionString);
        await load.BeginAsync(Stop);
        await load.PlaceAsync(Holds, Stop);
        await load.SettleAsync(Stop);

        // The relay begins with the second node, when somebody listens.
        var inbox = await DurableListener.OpenAsync(broker.Broker, Stop);
        await using var relay = await ServerProcess.StartAsync(Stop, PostgresSettings.Of(
            database.ConnectionString, ("Becs__Keys__Path", Path.Combine(server.Folder, "keys")), ("Becs__Roles", "web,relay"),
            ("Becs__Bus__Transport", "RabbitMq"), ("Becs__Bus__ConnectionString", broker.Broker.ToString())));
        for (var round = 1; round <= rounds; round++)
        {
            if (round > 1)
            {
                load = new HoldLoad(clients, database.ConnectionString);
                await load.BeginAsync(Stop);
                await load.PlaceAsync(Holds, Stop);
                await load.SettleAsync(Stop);
            }

            broker.Kill();
            await load.InvestigateAsync(Stop);
            await broker.StartAgainAsync(Stop);
            await broker.StopAsync(Stop);
            await load.PlaceAsync(Holds / 4, Stop);
            await load.RepeatAsync(Stop);
            await broker.StartAgainAsync(Stop);
        }

        var came = await inbox.TakeUntilAsync(
            broker.Broker, async () => await DepthAsync(database.ConnectionString) == 0, Stop);
        var wanted = (await SubjectsAsync(database.ConnectionString)).ToList();
        var judgement = Judgement.Of(wanted, came.DistinctBy(m => m.Id).Select(m => $"{m.Subject} {m.Sequence}"));
        FaultLedger.Record("broker", 1, 2 * rounds, judgement, Stopwatch.GetElapsedTime(began));
        judgement.AssertClean();
        foreach (var subject in came.DistinctBy(m => m.Id).GroupBy(m => m.Subject))
        {
            var order = subject.Select(m => m.Sequence).ToList();
            Assert.Equal(order.Order(), order);
        }
    }

    /// <summary>Every number each record has given to an event, whoever still has it.</summary>
    private static async Task<IEnumerable<string>> SubjectsAsync(string connectionString)
    {
        await using var db = RecordedEvents.Connect(connectionString);
        await db.OpenAsync(Stop);
        return (await EffectsLedger.RowsAsync(db, "SELECT kind, id, sequence FROM subjects WHERE sequence > 0", Stop))
            .SelectMany(s => Enumerable.Range(1, int.Parse(s[2], System.Globalization.CultureInfo.InvariantCulture)).Select(n => $"{s[0]}:{s[1]} {n}"));
    }

    private static async Task<int> DepthAsync(string connectionString)
    {
        await using var db = RecordedEvents.Connect(connectionString);
        await db.OpenAsync(Stop);
        return (await EffectsLedger.RowsAsync(db, "SELECT id FROM outbox", Stop)).Count;
    }
}
