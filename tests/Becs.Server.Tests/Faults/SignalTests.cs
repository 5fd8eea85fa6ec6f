using System.Diagnostics;
using Becs.Domain.Shared;
using Becs.Persistence.Commit;
using Becs.Server.Operations;
using Becs.Server.Simulation;
using Becs.Server.Tests.Hosting;
using Becs.Workflows.Running;
using Becs.Workflows.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Faults;

/// <summary>Signals that come several times, in any order, from several nodes at once, and before anybody waits for them.</summary>
public class SignalTests
{
    private const int Holds = 25;
    private const string Loop = """
        {
          "id": "test-listener.v1", "definitionId": "test-listener", "name": "Listener", "version": 1,
          "variables": [], "inputs": [], "outputs": [], "outcomes": [],
          "root": { "id": "Flow", "type": "Elsa.Flowchart", "version": 1,
            "activities": [
              { "id": "Hear", "type": "Elsa.Event", "version": 1,
                "eventName": { "typeName": "String", "expression": { "type": "Literal", "value": "Rang" } } },
              { "id": "Again", "type": "Elsa.Event", "version": 1,
                "eventName": { "typeName": "String", "expression": { "type": "Literal", "value": "Rang" } } } ],
            "connections": [
              { "source": { "activity": "Hear", "port": "Done" }, "target": { "activity": "Again", "port": "In" } },
              { "source": { "activity": "Again", "port": "Done" }, "target": { "activity": "Hear", "port": "In" } } ] }
        }
        """;

    private readonly Breaker _breaker = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deliver_WhenSignalsComeOftenAndInAnyOrder_ThenEachHasItsEffectOnce()
    {
        var began = Stopwatch.GetTimestamp();
        var draw = new SeededOrder(11);
        await using var database = await OwnPostgres.CreateAsync("becs_signal");
        await using var server = Server(database);
        using var started = server.CreateClient();
        var before = await EffectsLedger.ReadAsync(database.ConnectionString, Stop);
        var holds = new List<Guid>();
        for (var i = 0; i < Holds; i++)
        {
            holds.Add(await server.PlaceHoldAsync());
        }

        IReadOnlyList<StoredStimulus> rows;
        await using (var scope = server.Services.CreateAsyncScope())
        {
            rows = await scope.ServiceProvider.GetRequiredService<IStimuli>().TakeAsync(1000, Stop);
        }

        var copies = rows.SelectMany(r => Enumerable.Range(0, 1 + (int)(draw.KeyOf($"times {r.Id}") % 3)).Select(n => (Row: r, n)))
            .OrderBy(c => draw.KeyOf($"place {c.Row.Id} {c.n}")).ToList();
        var delivery = server.Services.GetRequiredService<StimulusDelivery>();
        await Parallel.ForEachAsync(copies, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Stop }, async (copy, ct) =>
        {
            try
            {
                await delivery.DeliverAsync(copy.Row, ct);
            }
            catch (CommitConflictException)
            {
                // Another copy was there first and took the row with it.
            }
        });

        var judgement = await EffectsLedger.JudgeAsync(database.ConnectionString, holds.SelectMany(HoldModel.Placed), before, Stop);
        FaultLedger.Record("signals", 11, copies.Count - rows.Count, judgement, Stopwatch.GetElapsedTime(began));
        judgement.AssertClean();
    }

    [Fact]
    public async Task Deliver_WhenTheNodeBreaksBetweenTwoListeners_ThenNeitherHearsTheEventTwice()
    {
        await using var database = await OwnPostgres.CreateAsync("becs_listen");
        await using var server = Server(database);
        await server.AcceptAsync(Loop);
        var instances = new[] { await StartAsync(server), await StartAsync(server), await StartAsync(server) };
        await PublishAsync(server);

        // Each commit in turn is the last one before the crash; then the signals are delivered by another node.
        var pump = server.Services.GetRequiredService<StimulusPump>();
        for (var commits = 1; commits <= 6; commits++)
        {
            _breaker.After = commits;
            await pump.DrainAsync(Stop);
            _breaker.After = null;
            await ReleaseAsync(database.ConnectionString);
        }

        Assert.True(await pump.DrainAsync(Stop));
        foreach (var instance in instances)
        {
            await using var scope = server.Services.CreateAsyncScope();
            var journal = await scope.ServiceProvider.GetRequiredService<IJournal>().ReadAsync(instance.ToString("D"), 0, 100, Stop);
            Assert.Equal(["Start", "EventArrived"], journal.Select(j => j.Stimulus));
        }
    }

    [Fact]
    public async Task Publish_WhenNobodyWaitsYet_ThenTheEventIsKeptForWhoeverComesAndGivenOnce()
    {
        await using var database = await OwnPostgres.CreateAsync("becs_early");
        await using var server = Server(database);
        await server.AcceptAsync(Loop);
        var pump = server.Services.GetRequiredService<StimulusPump>();
        await PublishAsync(server);
        Assert.True(await pump.DrainAsync(Stop));

        var (first, second) = (await StartAsync(server), await StartAsync(server));
        Assert.True(await pump.DrainAsync(Stop));

        await using var scope = server.Services.CreateAsyncScope();
        var journal = scope.ServiceProvider.GetRequiredService<IJournal>();
        Assert.Equal(["Start", "EventArrived"], (await journal.ReadAsync(first.ToString("D"), 0, 100, Stop)).Select(j => j.Stimulus));
        Assert.Equal(["Start"], (await journal.ReadAsync(second.ToString("D"), 0, 100, Stop)).Select(j => j.Stimulus));
    }

    private BecsServer Server(OwnPostgres database) => new(
        null, services => services.AddSingleton<IFailPoints>(_breaker), ("Becs:Roles", "web"), ("Becs:Database:Provider", "PostgreSql"),
        ("Becs:Database:ConnectionString", database.ConnectionString));

    private static Task<Guid> StartAsync(BecsServer server) => server.RunAsync("test.start", (scope, token) =>
        server.Services.GetRequiredService<BurstRunner>().StartAsync(scope, "test-listener", new BurstStimulus.Start(), token));

    private static Task PublishAsync(BecsServer server) => server.RunAsync("test.publish", (scope, _) =>
    {
        scope.GetRequiredService<IStimuli>().StageAdd("test", [new OutgoingStimulus.PublishEvent("Rang", null, null, null)]);
        return Task.FromResult(true);
    });

    private static async Task ReleaseAsync(string connectionString)
    {
        await using var db = Simulation.RecordedEvents.Connect(connectionString);
        await db.OpenAsync(Stop);
        await using var command = db.CreateCommand();
        command.CommandText = "UPDATE stimuli SET taken_until_at = NULL";
        await command.ExecuteNonQueryAsync(Stop);
    }

    /// <summary>Lets so many commits through and then none: a node that dies there.</summary>
    private sealed class Breaker : IFailPoints
    {
        private int _seen;
        private int? _after;

        public int? After
        {
            get => _after;
            set => (_after, _seen) = (value, 0);
        }

        public void Hit(string step)
        {
            if (_after is { } after && step == CommitSteps.Begin && ++_seen > after)
            {
                throw new InvalidOperationException("Broken on purpose: the node is gone.");
            }
        }
    }
}
