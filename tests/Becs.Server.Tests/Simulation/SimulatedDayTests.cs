using Becs.Domain.Shared;
using Becs.Server.Hosting;
using Becs.Server.Simulation;
using Becs.Server.Tests.Operations;
using Npgsql;

namespace Becs.Server.Tests.Simulation;

/// <summary>
/// A day through the public API of the built server. Whatever the database, the bus or a kill does to it: the same seed gives the same table,
/// and the table balances. A few donors in every run; a whole booking list in the long one.
/// </summary>
[Trait(Needs.Cost, Needs.Slow)]
public sealed class SimulatedDayTests(SimulatedDayTests.FirstDay first) : IClassFixture<SimulatedDayTests.FirstDay>
{
    private const int Seed = 7;
    private const int FewDonors = 5;
    private const int Dozen = 12;
    private const int ManyDonors = 40;
    private const string NoRelay = "web,worker,timers,sealer";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Day_WhenWorked_ThenBalancesAndEveryEventIsThereOnce()
    {
        var day = await first.Value;

        Assert.Contains("The day balances.", day.Table, StringComparison.Ordinal);
        Assert.Contains("transfused", day.Table, StringComparison.Ordinal);
        day.Events.AssertWhole();
        Assert.Equal(0, day.Incidents);
    }

    [Fact]
    public async Task Day_WhenADozenComesUnderAnotherSeed_ThenBalancesAndHasEverySpecialCase()
    {
        await using var server = await ServerProcess.StartAsync(Stop);

        var day = await Day.WorkAsync(server, Seed + 1, Dozen, Stop);

        Assert.True(day.Balances, Day.Text(day));
        Assert.True(day.Deferred.Count >= 3, Day.Text(day));
        Assert.All(
            [
                "repeat-reactive tests", "initially reactive tests, repeats not", "ABO discrepancies", "platelet units", "emergency issues",
                "bags returned",
            ],
            name => Assert.True(day.Among[name] >= 1, $"{name}{Day.Text(day)}"));
        Assert.True(day.Donations["Collected unsuitable"] >= 2, Day.Text(day));
        Assert.True(day.Bags["in stock"] > 0 && day.Bags["discarded"] > 0 && day.Bags["transfused"] > 0, Day.Text(day));
    }

    [Fact]
    public async Task Day_WhenOnPostgres_ThenTheSameTable()
    {
        var connection = new NpgsqlConnectionStringBuilder(Needs.Postgres());
        var name = $"becs_day_{Environment.ProcessId}";
        await ExecuteAsync(connection.ConnectionString, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)", $"CREATE DATABASE {name}");
        try
        {
            var own = new NpgsqlConnectionStringBuilder(connection.ConnectionString) { Database = name }.ConnectionString;
            await using (var server = await ServerProcess.StartAsync(
                Stop, ("Becs__Database__Provider", "PostgreSql"), ("Becs__Database__ConnectionString", own), ("Becs__Roles", NoRelay)))
            {
                Assert.Equal((await first.Value).Table, await WorkAsync(server, Seed, FewDonors));
                (await RecordedEvents.ReadAsync(own, Stop)).AssertWhole();
            }

            NpgsqlConnection.ClearAllPools();
        }
        finally
        {
            await ExecuteAsync(connection.ConnectionString, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        }
    }

    [Fact]
    public async Task Day_WhenTheBrokerIsAwayAllDay_ThenTheSameTableAndTheEventsGoOutInOrderWhenItComes()
    {
        var broker = new Uri(Needs.RabbitMq());
        await using var gate = new BrokerGate(broker);
        await using var bus = await BusListener.OpenAsync(broker, Stop);
        await using var server = await ServerProcess.StartAsync(
            Stop, ("Becs__Bus__Transport", "RabbitMq"), ("Becs__Bus__ConnectionString", gate.Address.ToString()));
        Assert.Equal((await first.Value).Table, await WorkAsync(server, Seed, FewDonors));
        var waiting = await RecordedEvents.ReadAsync(Database(server), Stop);
        waiting.AssertWhole();

        gate.Open();

        var mine = waiting.Events.ToDictionary(e => e.Id, StringComparer.OrdinalIgnoreCase);
        var came = new List<(string Id, string Subject, long Sequence)>();
        while (came.Select(m => m.Id).Distinct().Count() < mine.Count)
        {
            await Task.Delay(200, Stop);
            came.AddRange((await bus.TakeAsync(Stop)).Where(m => mine.ContainsKey(m.Id)));
        }

        foreach (var subject in came.GroupBy(m => m.Subject))
        {
            var order = subject.DistinctBy(m => m.Id).Select(m => m.Sequence).ToList();
            Assert.Equal(order.Order(), order);
        }
    }

    [Fact]
    public Task Day_WhenTheServerIsKilledAndStartedAgain_ThenTheSameTable()
    {
        return KilledAsync(FewDonors, [31, 58, 97]);
    }

    [Fact]
    [Trait(Needs.Cost, Needs.Heavy)]
    public Task LongDay_WhenTheServerIsKilledOftenAndStartedAgain_ThenTheSameTable()
    {
        var draw = new SeededOrder(Seed);
        return KilledAsync(ManyDonors, [.. Enumerable.Range(1, 900).OrderBy(i => draw.KeyOf($"kill {i}")).Take(12)]);
    }

    private async Task KilledAsync(int donors, HashSet<int> writes)
    {
        await using var server = await ServerProcess.StartAsync(Stop, ("Becs__Roles", NoRelay));
        var killing = new KillingHandler(server, Seed, writes);

        var table = await WorkAsync(server, Seed, donors, killing);

        Assert.Equal(writes.Count, killing.Kills);
        Assert.Equal(donors == FewDonors ? (await first.Value).Table : await QuietAsync(donors), table);
        (await RecordedEvents.ReadAsync(Database(server), Stop)).AssertWhole();
        Assert.Empty(await StoredInvariant.ViolationsAsync(Database(server), Stop));
        await server.KillAsync();
        Assert.Equal(0, await server.VerbAsync("verify-audit", Stop));
    }

    private static async Task<string> QuietAsync(int donors)
    {
        await using var server = await ServerProcess.StartAsync(Stop);
        return await WorkAsync(server, Seed, donors);
    }

    private static string Database(ServerProcess server) => $"Data Source={Path.Combine(server.Folder, "becs.db")};Pooling=False";

    private static async Task<string> WorkAsync(ServerProcess server, int seed, int donors, HttpMessageHandler? handler = null) =>
        Day.Text(await Day.WorkAsync(server, seed, donors, Stop, handler));

    private static async Task ExecuteAsync(string connectionString, params string[] statements)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Stop);
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(Stop);
        }
    }

    /// <summary>The undisturbed day the others are compared with, worked once.</summary>
    public sealed class FirstDay
    {
        private readonly Lazy<Task<Outcome>> _day = new(RunAsync);

        internal Task<Outcome> Value => _day.Value;

        private static async Task<Outcome> RunAsync()
        {
            await using var server = await ServerProcess.StartAsync(Stop, ("Becs__Roles", NoRelay));
            var table = await WorkAsync(server, Seed, FewDonors);
            Assert.Empty(await StoredInvariant.ViolationsAsync(Database(server), Stop));
            using var api = Day.Api(server);
            var incidents = await api.GetAsync("qa1", "/api/incidents", Stop);
            return new Outcome(table, await RecordedEvents.ReadAsync(Database(server), Stop), incidents["totalCount"]!.GetValue<int>());
        }

        internal sealed record Outcome(string Table, RecordedEvents Events, int Incidents);
    }
}
