using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Tasks;
using Becs.Persistence.Commit;
using Becs.Server.Operations;
using Becs.Server.Tests.Faults;
using Becs.Server.Tests.Hosting;
using Becs.Server.Tests.Simulation;
using Becs.Workflows.Running;
using Becs.Workflows.Storage;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Operations;

/// <summary>
/// A burst is broken at each step of its commit: nothing of it is left, in any table of either database, and the same operation sent again
/// is applied once. What the system itself could not do is an incident, seen and tried again by a person.
/// </summary>
[Trait(Needs.Cost, Needs.Slow)]
public class BurstFaultTests
{
    private readonly FailPoints _fail = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Complete_WhenTheCommitBreaksAtAnyStepOnSqlite_ThenNoRowIsLeftAndTheRetryIsAppliedOnce()
    {
        await using var server = Server();
        await CompleteAsync(server, $"Data Source={Path.Combine(server.Folder, "becs.db")};Pooling=False");
    }

    [Fact]
    public async Task Complete_WhenTheCommitBreaksAtAnyStepOnPostgres_ThenNoRowIsLeftAndTheRetryIsAppliedOnce()
    {
        await using var database = await OwnPostgres.CreateAsync("becs_fault");
        await using var server = Server(
            ("Becs:Database:Provider", "PostgreSql"), ("Becs:Database:ConnectionString", database.ConnectionString));
        await CompleteAsync(server, database.ConnectionString);
    }

    [Fact]
    public async Task SystemBurst_WhenARuleRefuses_ThenAnIncidentIsSeenAndRetriedOnce()
    {
        var refusing = new Switch();
        await using var server = new BecsServer(null, services => Wrap(services, refusing), ("Becs:Roles", "web"));
        var qa = await server.AsAsync("qa1");
        await PlaceHoldAsync(server);
        refusing.IsOn = true;
        Assert.True(await server.Services.GetRequiredService<StimulusPump>().DrainAsync(Stop));

        var incident = Assert.Single((await (await qa.GetAsync("/api/incidents", Stop)).JsonAsync()).GetProperty("items").EnumerateArray());
        Assert.Equal("No task is made now.", incident.GetProperty("message").GetString());
        Assert.Equal(0, await OpenTasksAsync(qa));

        refusing.IsOn = false;
        var retry = await qa.PostAsJsonAsync(
            $"/api/incidents/{incident.GetProperty("id").GetGuid():D}/retry", new { reason = "the cause is gone" }, Stop);
        var again = await qa.PostAsJsonAsync(
            $"/api/incidents/{incident.GetProperty("id").GetGuid():D}/retry", new { reason = "once more" }, Stop);

        Assert.Equal(HttpStatusCode.OK, retry.StatusCode);
        Assert.Equal("INC-409", await again.CodeAsync());
        Assert.Equal(1, await OpenTasksAsync(qa));
        Assert.Equal(0, (await (await qa.GetAsync("/api/incidents", Stop)).JsonAsync()).GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task SystemBurst_WhenTheDatabaseGoesAwayInIt_ThenNoIncidentAndTheSignalIsDeliveredOnceItIsBack()
    {
        var away = new Switch { Failure = new Npgsql.NpgsqlException("Exception while reading from stream", new IOException("gone")) };
        await using var server = new BecsServer(null, services => Wrap(services, away), ("Becs:Roles", "web"));
        var qa = await server.AsAsync("qa1");
        await PlaceHoldAsync(server);
        var pump = server.Services.GetRequiredService<StimulusPump>();
        away.Times = 1;

        // Let go of at once: the next look takes it.
        Assert.True(await pump.DrainAsync(Stop));

        Assert.Equal(0, (await (await qa.GetAsync("/api/incidents?state=all", Stop)).JsonAsync()).GetProperty("totalCount").GetInt32());
        Assert.Equal((0, 1), (away.Times, await OpenTasksAsync(qa)));
    }

    private async Task CompleteAsync(BecsServer server, string database)
    {
        var (lab, release) = (await server.AsAsync("lab1"), await server.AsAsync("rel1"));
        Assert.True(await server.Services.GetRequiredService<StimulusPump>().DrainAsync(Stop));
        await PlaceHoldAsync(server);
        await StartAsync(server, database);
        await TimerAsync(server, database);
        var investigate = await OnlyTaskAsync(lab);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(lab, investigate, "ProposeLift", null)).StatusCode);
        var task = await OnlyTaskAsync(release);
        var shown = await (await release.GetAsync($"/api/tasks/{task.GetProperty("id").GetGuid():D}", Stop)).JsonAsync();
        var hash = shown.GetProperty("signedHash").GetString();
        var outcome = task.GetProperty("outcomes")[0].GetString()!;
        var operation = Guid.CreateVersion7();

        var before = await DatabaseContent.ReadAsync(database, Stop);
        foreach (var step in BurstSteps.All.Concat(CommitSteps.All))
        {
            _fail.BreakAt = step;
            var broken = await SendAsync(release, task, outcome, hash, operation);
            Assert.Equal((step, HttpStatusCode.InternalServerError), (step, broken.StatusCode));
            Assert.Equal(before, await DatabaseContent.ReadAsync(database, Stop));
        }

        // Broken after the commit, everything is there and nobody was told: asking again gives the answer and does nothing. Nor does it matter
        // that the commit had lost a race before and was run again.
        _fail.BreakAt = CommitSteps.Committed;
        _fail.IsRaceLost = true;
        Assert.Equal(HttpStatusCode.InternalServerError, (await SendAsync(release, task, outcome, hash, operation)).StatusCode);
        var after = await DatabaseContent.ReadAsync(database, Stop);
        _fail.BreakAt = null;
        var done = await SendAsync(release, task, outcome, hash, operation);
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        Assert.Equal(after, await DatabaseContent.ReadAsync(database, Stop));
        Assert.Superset(
            new HashSet<string>(["audit_rows", "holds", "journal", "operations", "outbox", "signatures", "tasks", "workflow_instances"]),
            DatabaseContent.TablesGrown(before, after).ToHashSet());
        var replayed = await SendAsync(release, task, outcome, hash, operation);
        Assert.Equal(HttpStatusCode.OK, replayed.StatusCode);
        Assert.Equal(await done.Content.ReadAsStringAsync(Stop), await replayed.Content.ReadAsStringAsync(Stop));
        Assert.Equal(after, await DatabaseContent.ReadAsync(database, Stop));
    }

    /// <summary>The start by a signal, broken at each step as well: the signal stays, and is delivered once in the end.</summary>
    private async Task StartAsync(BecsServer server, string database)
    {
        var pump = server.Services.GetRequiredService<StimulusPump>();
        var before = await DatabaseContent.ReadAsync(database, Stop);
        foreach (var step in BurstSteps.All.Skip(1).Concat(CommitSteps.All))
        {
            _fail.BreakAt = step;
            await pump.DrainAsync(Stop);
            Assert.Equal(before, await DatabaseContent.ReadAsync(database, Stop));
            await ExecuteAsync(database, "UPDATE stimuli SET taken_until_at = NULL");
        }

        _fail.BreakAt = CommitSteps.Committed;
        await pump.DrainAsync(Stop);
        _fail.BreakAt = null;
        Assert.True(await pump.DrainAsync(Stop));
    }

    /// <summary>A timer that is due, broken at each step: it stays, and fires once in the end.</summary>
    private async Task TimerAsync(BecsServer server, string database)
    {
        await server.AcceptAsync(FaultServer.Definition("test-now", ("Wait", "Elsa.Delay", FaultServer.Literal("timeSpan", "TimeSpan", "00:00:00"))));
        var instance = await server.RunAsync("test.start", (scope, token) =>
            server.Services.GetRequiredService<BurstRunner>().StartAsync(scope, "test-now", new BurstStimulus.Start(), token));
        var timers = server.Services.GetRequiredService<TimerLoop>();
        var before = await DatabaseContent.ReadAsync(database, Stop);
        foreach (var step in BurstSteps.All.Concat(CommitSteps.All))
        {
            _fail.BreakAt = step;
            Assert.Equal((step, 0), (step, await timers.FireDueAsync(Stop)));
            Assert.Equal(before, await DatabaseContent.ReadAsync(database, Stop));
            await ExecuteAsync(database, "UPDATE timers SET taken_until_at = NULL");
        }

        _fail.BreakAt = CommitSteps.Committed;
        await timers.FireDueAsync(Stop);
        _fail.BreakAt = null;
        Assert.Equal(0, await timers.FireDueAsync(Stop));
        await using var reading = server.Services.CreateAsyncScope();
        var journal = await reading.ServiceProvider.GetRequiredService<IJournal>().ReadAsync(instance.ToString("D"), 0, 10, Stop);
        Assert.Equal(["Start", "TimerDue"], journal.Select(j => j.Stimulus));
    }

    private BecsServer Server(params (string, string)[] settings) =>
        new(null, services => services.AddSingleton<IFailPoints>(_fail), [("Becs:Roles", "web"), .. settings]);

    private static Task PlaceHoldAsync(BecsServer server) =>
        server.Services.GetRequiredService<OperationRunner>().RunAsync(
            OperationRequest.System(server.Services.GetRequiredService<IIdGenerator>().New(), "test.hold"),
            async (scope, token) =>
            {
                var lot = scope.GetRequiredService<IIdGenerator>().New();
                await scope.GetRequiredService<HoldRegister>().PlaceAsync(HoldScope.Lot, lot, HoldReasons.All.First(), null, token);
                return lot;
            }, Stop);

    private static async Task<JsonElement> OnlyTaskAsync(HttpClient client) => Assert.Single(
        (await (await client.GetAsync("/api/tasks?process=quarantine", Stop)).JsonAsync()).GetProperty("items").EnumerateArray());

    private static async Task<int> OpenTasksAsync(HttpClient client) =>
        (await (await client.GetAsync("/api/tasks?process=quarantine", Stop)).JsonAsync()).GetProperty("totalCount").GetInt32();

    private static Task<HttpResponseMessage> SendAsync(
        HttpClient client, JsonElement task, string outcome, string? hash, Guid? operation = null) =>
        client.PostAsJsonAsync($"/api/tasks/{task.GetProperty("id").GetGuid():D}/complete", new
        {
            operationId = operation ?? Guid.CreateVersion7(),
            expectedRevision = task.GetProperty("revision").GetInt32(),
            outcome,
            data = hash is null ? (object)new { findingCode = "no-fault-found", unitsInspected = true } : new { recordsReviewed = true },
            signature = hash is null ? null : new
            {
                userName = "rel1",
                password = "Demo-2026!",
                meaning = task.GetProperty("signatureMeanings")[0].GetString(),
                reason = "checked",
                signedHash = hash,
            },
        }, Stop);

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var db = RecordedEvents.Connect(connectionString);
        await db.OpenAsync(Stop);
        await using var command = db.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Stop);
    }

    private static void Wrap(IServiceCollection services, Switch refusing)
    {
        var real = services.Last(s => s.ServiceType == typeof(ITasks));
        services.AddScoped<ITasks>(scope => new RefusingTasks((ITasks)real.ImplementationFactory!(scope), refusing));
    }

    private sealed class FailPoints : IFailPoints
    {
        public string? BreakAt { get; set; }

        /// <summary>The next commit finds that another was faster.</summary>
        public bool IsRaceLost { get; set; }

        public void Hit(string step)
        {
            if (IsRaceLost && step == CommitSteps.RowsSaved)
            {
                IsRaceLost = false;
                throw new CommitConflictException("CON-409", "Another was faster.", null, retryable: true);
            }

            if (step == BreakAt)
            {
                throw new InvalidOperationException($"Broken on purpose at {step}.");
            }
        }
    }

    private sealed class Switch
    {
        public bool IsOn { get; set; }

        public Exception? Failure { get; init; }

        /// <summary>How often the failure comes.</summary>
        public int Times { get; set; }
    }

    private sealed class RefusingTasks(ITasks real, Switch refusing) : ITasks
    {
        public void Add(WorkTask task)
        {
            if (refusing is { Failure: { } failure, Times: > 0 })
            {
                refusing.Times--;
                throw failure;
            }

            if (refusing.IsOn)
            {
                throw new RuleException("TST-001", "No task is made now.");
            }

            real.Add(task);
        }

        public Task<WorkTask?> FindAsync(TaskId id, CancellationToken cancellationToken = default) => real.FindAsync(id, cancellationToken);

        public Task<WorkTask?> FindByBookmarkAsync(Guid instanceId, string bookmarkId, CancellationToken cancellationToken = default) =>
            real.FindByBookmarkAsync(instanceId, bookmarkId, cancellationToken);

        public Task<IReadOnlyList<WorkTask>> OpenOfInstanceAsync(Guid instanceId, CancellationToken cancellationToken = default) =>
            real.OpenOfInstanceAsync(instanceId, cancellationToken);

        public IReadOnlyList<WorkTask> MadeForInstance(Guid instanceId) => real.MadeForInstance(instanceId);

        public Task<IReadOnlyList<WorkTask>> CompletedOfInstanceAsync(Guid instanceId, CancellationToken cancellationToken = default) =>
            real.CompletedOfInstanceAsync(instanceId, cancellationToken);

        public Task<IReadOnlyList<WorkTask>> DueForEscalationAsync(
            DateTime nowAt, int limit, CancellationToken cancellationToken = default) => real.DueForEscalationAsync(nowAt, limit, cancellationToken);
    }
}
