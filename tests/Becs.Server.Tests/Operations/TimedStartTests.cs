using System.Globalization;
using Becs.Domain.ChangeControl;
using Becs.Persistence.Commit;
using Becs.Server.Operations;
using Becs.Server.Tests.Faults;
using Becs.Server.Tests.Hosting;
using Becs.Server.Tests.Simulation;
using Becs.Workflows.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Becs.Server.Tests.Operations;

/// <summary>
/// Time starts workflows: once for each time at each site, also after a restart and with two nodes; one start for many that were missed.
/// </summary>
[Trait(Needs.Cost, Needs.Slow)]
public class TimedStartTests
{
    private static readonly DateTimeOffset _morning = new(2027, 6, 9, 8, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _clock = new(_morning);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Packages_WhenTheirTimeComesOnSqlite_ThenStartOnceEachTime()
    {
        var folder = Directory.CreateTempSubdirectory("becs-timed-").FullName;
        try
        {
            await RunAsync(() => Server(folder), $"Data Source={Path.Combine(folder, "becs.db")};Pooling=False");
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Packages_WhenTheirTimeComesOnPostgres_ThenStartOnceEachTime()
    {
        var folder = Directory.CreateTempSubdirectory("becs-timed-").FullName;
        await using var database = await OwnPostgres.CreateAsync("becs_timed");
        await RunAsync(
            () => Server(folder, ("Becs:Database:Provider", "PostgreSql"), ("Becs:Database:ConnectionString", database.ConnectionString)),
            database.ConnectionString);
    }

    private async Task RunAsync(Func<BecsServer> open, string database)
    {
        await using (var server = open())
        {
            using var started = server.CreateClient();
            await server.AcceptAsync(Definition("test-timer", "Timer", FaultServer.Literal("interval", "TimeSpan", "01:00:00")));
            await server.AcceptAsync(Definition("test-cron", "Cron", FaultServer.Literal("cronExpression", "String", "30 9 * * *")));
            await server.AcceptAsync(Definition("test-once", "StartAt", FaultServer.Literal("dateTime", "DateTimeOffset", "2027-06-09T08:45:00Z")));
            await server.AcceptAsync(Definition("test-late", "StartAt", FaultServer.Literal("dateTime", "DateTimeOffset", "2027-06-09T07:45:00Z")));
            await server.AcceptAsync(Definition("test-broken", "Timer", FaultServer.Literal("interval", "TimeSpan", "01:00:00"), "null.broken"));
            Assert.Equal([], await StartsAsync(database));

            // The minute before, and the minute itself.
            await FireAtAsync(server, "08:44:59");
            Assert.Equal([], await StartsAsync(database));
            await FireAtAsync(server, "08:45:00");
            Assert.Equal(["test-once 08:45 NOR", "test-once 08:45 WES"], await AtSitesAsync(database));
            await FireAtAsync(server, "09:00:30");
            Assert.Equal(["test-once 08:45", "test-timer 09:00"], await StartsAsync(database));

            // Two nodes have the same row in hand: the second finds it gone.
            _clock.SetUtcNow(At("09:30:00"));
            var due = Assert.Single(await TakeDueAsync(server));
            await FireAsync(server, due);
            await Assert.ThrowsAsync<CommitConflictException>(() => FireAsync(server, due));
            var atSites = await TakeDueAsync(server);
            Assert.Equal(2, atSites.Count);
            foreach (var atSite in atSites)
            {
                await FireAsync(server, atSite);
                await Assert.ThrowsAsync<CommitConflictException>(() => FireAsync(server, atSite));
            }

            Assert.Equal(["test-cron 09:30", "test-once 08:45", "test-timer 09:00"], await StartsAsync(database));
        }

        // Hours later another process: one start for all that were missed, then the old rhythm.
        await using (var server = open())
        {
            using var started = server.CreateClient();
            await FireAtAsync(server, "13:10:00");
            await FireAtAsync(server, "13:59:59");
            Assert.Equal(["test-cron 09:30", "test-once 08:45", "test-timer 09:00", "test-timer 13:10"], await StartsAsync(database));
            await FireAtAsync(server, "14:00:00");
            Assert.Equal(
                ["test-cron 09:30", "test-once 08:45", "test-timer 09:00", "test-timer 13:10", "test-timer 14:00"], await StartsAsync(database));

            // Each failed start is an incident; the next comes all the same.
            await using (var db = RecordedEvents.Connect(database))
            {
                await db.OpenAsync(Stop);
                Assert.Equal(
                    [3, 3], (await EffectsLedger.RowsAsync(db, "SELECT site_id FROM incidents", Stop)).GroupBy(i => i[0]).Select(g => g.Count()));
            }

            // A new version takes the place of the old one: whose next time passes, and whose row goes.
            _clock.SetUtcNow(At("14:30:00"));
            await server.AcceptAsync(Definition("test-timer", "Timer", FaultServer.Literal("interval", "TimeSpan", "01:00:00"))
                .Replace("\"version\": 1,\n  \"variables\"", "\"version\": 2,\n  \"variables\"", StringComparison.Ordinal), replaces: true);
            await FireAtAsync(server, "15:00:00");
            await FireAtAsync(server, "15:30:00");
            await FireAtAsync(server, "16:00:00");
            Assert.Equal(["test-timer 15:30"], (await StartsAsync(database)).Skip(5));

            // The new version is withdrawn: the old one goes on from there, once.
            await WithdrawAsync(server, database, "test-timer", 2);
            await FireAtAsync(server, "16:30:00");
            await FireAtAsync(server, "17:00:00");
            Assert.Equal(["test-timer 15:30", "test-timer 17:00"], (await StartsAsync(database)).Skip(5));
        }
    }

    private BecsServer Server(string folder, params (string, string)[] settings) =>
        new(folder, services => services.AddSingleton<TimeProvider>(_clock), [("Becs:Roles", "web"), .. settings]);

    private async Task FireAtAsync(BecsServer server, string time)
    {
        _clock.SetUtcNow(At(time));
        while (await server.Services.GetRequiredService<TimerLoop>().FireDueAsync(Stop) > 0)
        {
        }
    }

    private static DateTimeOffset At(string time) => new(_morning.Date + TimeSpan.Parse(time, CultureInfo.InvariantCulture), TimeSpan.Zero);

    private static async Task<IReadOnlyList<StoredTimer>> TakeDueAsync(BecsServer server)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ITimers>()
            .TakeDueAsync(server.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime, 10, Stop);
    }

    /// <summary>Nothing withdraws yet: the state by hand, twice in doubt, and what belongs to it.</summary>
    private async Task WithdrawAsync(BecsServer server, string database, string definition, int version)
    {
        await using (var db = RecordedEvents.Connect(database))
        {
            await db.OpenAsync(Stop);
            await using var command = db.CreateCommand();
            command.CommandText = $"UPDATE packages SET state = 'Retired' WHERE definition_id = '{definition}' AND definition_version = {version}";
            Assert.Equal(1, await command.ExecuteNonQueryAsync(Stop));
        }

        for (var time = 0; time < 2; time++)
        {
            await server.RunAsync("test.withdraw", async (scope, token) =>
            {
                var withdrawn = (await scope.GetRequiredService<IPackageRecords>().ListAsync(PackageRecord.Workflow, token))
                    .Single(p => p.DefinitionId == definition && p.DefinitionVersion == version);
                await server.Services.GetRequiredService<TimedStarts>().StageAgainAsync(scope, withdrawn, _clock.GetUtcNow().UtcDateTime, token);
                return true;
            });
        }
    }

    private static Task FireAsync(BecsServer server, StoredTimer due) => server.Services.GetRequiredService<OperationRunner>().RunAsync(
        OperationRequest.System(Guid.CreateVersion7(), "test.fire", TimedStarts.SiteOf(due)), async (scope, token) =>
        {
            await server.Services.GetRequiredService<TimedStarts>()
                .FireAsync(scope, due, server.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime, token);
            return true;
        }, Stop);

    /// <summary>Definition and time of what was started, the same at both sites.</summary>
    private static async Task<IReadOnlyList<string>> StartsAsync(string database)
    {
        var starts = await AtSitesAsync(database);
        var bySite = starts.GroupBy(s => s[^3..], s => s[..^4]).ToDictionary(g => g.Key, g => g.ToList());
        Assert.Equal(bySite.GetValueOrDefault("NOR"), bySite.GetValueOrDefault("WES"));
        return bySite.GetValueOrDefault("NOR") ?? [];
    }

    /// <summary>Definition, time and site of each instance.</summary>
    private static async Task<IReadOnlyList<string>> AtSitesAsync(string database)
    {
        await using var db = RecordedEvents.Connect(database);
        await db.OpenAsync(Stop);
        await using var command = db.CreateCommand();
        command.CommandText = """
            SELECT i.definition_id, i.created_at, s.code FROM workflow_instances i JOIN sites s ON s.id = i.site_id WHERE i.definition_id LIKE 'test-%'
            """;
        await using var rows = await command.ExecuteReaderAsync(Stop);
        var found = new List<string>();
        while (await rows.ReadAsync(Stop))
        {
            var at = rows.GetValue(1) is long microseconds ? DateTime.UnixEpoch.AddMicroseconds(microseconds) : rows.GetDateTime(1);
            found.Add($"{rows.GetString(0)} {at:HH:mm} {rows.GetString(2)}");
        }

        return [.. found.Order(StringComparer.Ordinal)];
    }

    private static string Definition(string id, string trigger, string input, string? script = null) => FaultServer.Definition(
        id, ("Begin", $"Elsa.{trigger}", input + """, "customProperties": { "canStartWorkflow": true } """),
        ("Say", "Elsa.WriteLine", script is null
            ? FaultServer.Literal("text", "String", "Here")
            : $$"""
              "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "{{script}}" } }
              """));
}
