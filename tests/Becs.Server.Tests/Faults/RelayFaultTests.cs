using System.Collections.Concurrent;
using System.Diagnostics;
using Becs.Persistence.Commit;
using Becs.Persistence.Outbox;
using Becs.Server.Tests.Hosting;
using Becs.Server.Tests.Simulation;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Faults;

/// <summary>A pass of the relay breaks at each of its steps: every event reaches the bus, each record's in order, under one id.</summary>
public class RelayFaultTests
{
    private const int Holds = 3;

    private readonly FailPoints _fail = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TakeBatch_WhenItBreaksAtAnyStepOnSqlite_ThenEveryEventGoesOutInOrder()
    {
        await using var server = Server();
        await RunAsync(server, $"Data Source={Path.Combine(server.Folder, "becs.db")};Pooling=False");
    }

    [Fact]
    public async Task TakeBatch_WhenItBreaksAtAnyStepOnPostgres_ThenEveryEventGoesOutInOrder()
    {
        await using var database = await OwnPostgres.CreateAsync("becs_relay");
        await using var server = Server(
            ("Becs:Database:Provider", "PostgreSql"), ("Becs:Database:ConnectionString", database.ConnectionString));
        await RunAsync(server, database.ConnectionString);
    }

    private async Task RunAsync(BecsServer server, string database)
    {
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < Holds; i++)
        {
            await server.PlaceHoldAsync();
        }

        var waiting = await RecordedEvents.ReadAsync(database, Stop);
        var came = new ConcurrentQueue<(string Subject, long Sequence)>();
        foreach (var step in RelaySteps.All)
        {
            _fail.BreakAt = step;
            try
            {
                await PassAsync(server, came, max: 2);
            }
            catch (InvalidOperationException broken) when (broken.Message.EndsWith(step, StringComparison.Ordinal))
            {
                // As when the node dies there: its transaction is gone.
            }

            _fail.BreakAt = null;
            await ExecuteAsync(database, "UPDATE outbox SET due_at = NULL");
        }

        while ((await PassAsync(server, came, max: 250)).Published > 0)
        {
        }

        var judgement = Judgement.Of(
            waiting.Events.Select(e => $"{e.Subject} {e.Sequence}"), came.Distinct().Select(c => $"{c.Subject} {c.Sequence}"));
        FaultLedger.Record("relay", 1, RelaySteps.All.Count, judgement, Stopwatch.GetElapsedTime(began));
        judgement.AssertClean();
        Assert.Equal(RelaySteps.All, _fail.Hits.Intersect(RelaySteps.All).OrderBy(s => RelaySteps.All.ToList().IndexOf(s)));
        foreach (var subject in came.GroupBy(c => c.Subject))
        {
            var order = subject.Select(c => c.Sequence).Distinct().ToList();
            Assert.Equal(order.Order(), order);
        }
    }

    private static async Task<OutboxPass> PassAsync(BecsServer server, ConcurrentQueue<(string, long)> came, int max)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<OutboxReader>().TakeBatchAsync(max, (message, _) =>
        {
            came.Enqueue(($"{message.SubjectKind}:{message.SubjectId:D}", message.Sequence));
            return Task.CompletedTask;
        }, Stop);
    }

    private BecsServer Server(params (string, string)[] settings) =>
        new(null, services => services.AddSingleton<IFailPoints>(_fail), [("Becs:Roles", "web"), .. settings]);

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var db = RecordedEvents.Connect(connectionString);
        await db.OpenAsync(Stop);
        await using var command = db.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Stop);
    }

    private sealed class FailPoints : IFailPoints
    {
        public string? BreakAt { get; set; }

        public ConcurrentQueue<string> Hits { get; } = [];

        public void Hit(string step)
        {
            if (step == BreakAt)
            {
                Hits.Enqueue(step);
                throw new InvalidOperationException($"Broken on purpose at {step}");
            }
        }
    }
}
