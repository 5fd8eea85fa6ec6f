using System.Diagnostics;
using Becs.Domain.Shared;
using Becs.Persistence.Commit;
using Becs.Server.Operations;
using Becs.Server.Tests.Hosting;
using Becs.Server.Tests.Simulation;
using Becs.Workflows.Running;
using Becs.Workflows.Storage;
using Becs.Workflows.Timers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Becs.Server.Tests.Faults;

/// <summary>Timers that all fall due at once, after an hour in which nobody was there; and clocks that jump.</summary>
public class TimerFaultTests
{
    private const int PerOperation = 500;
    private static readonly DateTimeOffset _morning = new(2027, 6, 9, 8, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _clock = new(_morning.AddHours(-3));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task Timers_WhenTenThousandAreDueInOneSecondAfterAnHour_ThenEachFiresOnceInBoundedBatches()
    {
        Needs.FullRun();
        return AfterAnHourAsync(10_000);
    }

    [Fact]
    public async Task Timers_WhenTheClockJumpsTwoHours_ThenEachFiresOnceAndIdsStayInOrder()
    {
        await using var server = Server();
        await server.AcceptAsync(Waiting("01:00:00"));
        _clock.AdjustTime(_morning);
        var ids = server.Services.GetRequiredService<IIdGenerator>();
        var timers = server.Services.GetRequiredService<TimerLoop>();
        var (first, second) = (await StartAsync(server), await StartAsync(server));
        var given = Enumerable.Range(0, 100).Select(_ => ids.New()).ToList();

        // Back by two hours while both wait: nothing fires early, and nothing is stuck when the time comes.
        _clock.AdjustTime(_morning.AddHours(-2));
        given.AddRange(Enumerable.Range(0, 100).Select(_ => ids.New()));
        var third = await StartAsync(server);
        Assert.Equal(0, await timers.FireDueAsync(Stop));
        _clock.AdjustTime(_morning.AddHours(-1).AddSeconds(1));
        Assert.Equal(1, await timers.FireDueAsync(Stop));
        Assert.Equal(["Start", "TimerDue"], await JournalAsync(server, third));

        // On by two hours: what is due fires, once.
        _clock.AdjustTime(_morning.AddHours(2));
        given.AddRange(Enumerable.Range(0, 100).Select(_ => ids.New()));
        Assert.Equal(2, await timers.FireDueAsync(Stop));
        _clock.AdjustTime(_morning);
        Assert.Equal(0, await timers.FireDueAsync(Stop));
        _clock.AdjustTime(_morning.AddHours(2));
        Assert.Equal(0, await timers.FireDueAsync(Stop));

        Assert.Equal(["Start", "TimerDue"], await JournalAsync(server, first));
        Assert.Equal(["Start", "TimerDue"], await JournalAsync(server, second));
        var text = given.Select(g => g.ToString("D")).ToList();
        Assert.Equal(text.Order(StringComparer.Ordinal), text);
        Assert.Equal(text.Count, text.Distinct().Count());
    }

    private async Task AfterAnHourAsync(int count)
    {
        var began = Stopwatch.GetTimestamp();
        await using var database = await OwnPostgres.CreateAsync("becs_timers");
        await using var server = Server(
            ("Becs:Database:Provider", "PostgreSql"), ("Becs:Database:ConnectionString", database.ConnectionString));
        await server.AcceptAsync(Waiting("00:10:00"));
        var instances = await CopyAsync(server, await StartAsync(server), count);
        _clock.Advance(TimeSpan.FromHours(1));

        var timers = server.Services.GetRequiredService<TimerLoop>();
        var firing = Stopwatch.GetTimestamp();
        var largest = 0;
        for (int fired; (fired = await timers.FireDueAsync(Stop)) > 0;)
        {
            largest = Math.Max(largest, fired);
        }

        var took = Stopwatch.GetElapsedTime(firing);
        TestContext.Current.TestOutputHelper?.WriteLine($"{count} timers fired in {took.TotalSeconds:F1} s, at most {largest} a batch");
        await using var db = RecordedEvents.Connect(database.ConnectionString);
        await db.OpenAsync(Stop);
        var bursts = (await EffectsLedger.RowsAsync(db, "SELECT instance_id, stimulus FROM journal WHERE stimulus = 'TimerDue'", Stop))
            .Select(r => $"{r[0]} {r[1]}");
        var judgement = Judgement.Of(instances.Select(i => $"{i:D} TimerDue"), bursts);
        FaultLedger.Record("timers", 1, count, judgement, Stopwatch.GetElapsedTime(began));
        judgement.AssertClean();
        Assert.Empty(await EffectsLedger.RowsAsync(db, "SELECT bookmark_id FROM timers", Stop));
        Assert.InRange(largest, 1, 100);
    }

    /// <summary>The waiting instance and copies of it, as many bursts would have left them.</summary>
    private static async Task<List<Guid>> CopyAsync(BecsServer server, Guid original, int count)
    {
        var all = new List<Guid> { original };
        while (all.Count < count)
        {
            await server.RunAsync("test.copy", async (scope, token) =>
            {
                var ids = scope.GetRequiredService<IIdGenerator>();
                var instance = (await scope.GetRequiredService<IWorkflowInstances>().FindAsync(original.ToString("D"), token))!;
                var bookmark = Assert.Single(await scope.GetRequiredService<IBookmarks>().ListByInstanceAsync(instance.Id, token)).Bookmark;
                for (var i = 0; i < PerOperation && all.Count < count; i++)
                {
                    var (id, waits) = (ids.New(), ids.New().ToString("D"));
                    var state = instance.StateJson.Replace(instance.Id, id.ToString("D"), StringComparison.Ordinal)
                        .Replace(bookmark.Id, waits, StringComparison.Ordinal);
                    scope.GetRequiredService<IWorkflowInstances>().StageAdd(instance with { Id = id.ToString("D"), RowVersion = 1, StateJson = state });
                    scope.GetRequiredService<IBookmarks>().StageAdd(id.ToString("D"), [bookmark with { Id = waits }]);
                    scope.GetRequiredService<ITimers>().StageAdd(
                        id.ToString("D"), [new WorkflowTimer(waits, bookmark.DueAt!.Value.AddMilliseconds(i % 1000), bookmark.ActivityId)]);
                    all.Add(id);
                }

                return true;
            });
        }

        return all;
    }

    private BecsServer Server(params (string, string)[] settings) =>
        new(null, services => services.AddSingleton<TimeProvider>(_clock), [("Becs:Roles", "web"), .. settings]);

    private static Task<Guid> StartAsync(BecsServer server) => server.RunAsync("test.start", (scope, token) =>
        server.Services.GetRequiredService<BurstRunner>().StartAsync(scope, "test-wait", new BurstStimulus.Start(), token));

    private static async Task<IEnumerable<string>> JournalAsync(BecsServer server, Guid instance)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IJournal>().ReadAsync(instance.ToString("D"), 0, 100, Stop)).Select(j => j.Stimulus);
    }

    private static string Waiting(string span) =>
        FaultServer.Definition("test-wait", ("Wait", "Elsa.Delay", FaultServer.Literal("timeSpan", "TimeSpan", span)));
}
