using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Becs.Domain.Signatures;
using Becs.Persistence.Accounts;
using Becs.Server.Tests.Faults;
using Becs.Server.Tests.Hosting;
using Becs.Server.Tests.Messaging;
using Becs.Server.Tests.Simulation;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Operations;

/// <summary>
/// A person sends something again while the first try is on its way, and that one commits just after the repetition asked whether it is known.
/// What the repetition then finds, it did itself: it gets the first answer, and is not told that somebody else was first.
/// </summary>
[Trait(Needs.Cost, Needs.Slow)]
public class RepetitionInFlightTests
{
    private readonly Overtaken _overtaken = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Complete_WhenTheFirstTryCommitsBehindTheRepetitionsBack_ThenItGetsTheFirstAnswerAndNoRefusalIsAudited()
    {
        await using var server = Server();
        await CompleteTwiceAsync(server, SignalIntakeTests.Sqlite(server));
    }

    [Fact]
    public async Task CompleteOnPostgreSql_WhenTheFirstTryCommitsBehindTheRepetitionsBack_ThenItGetsTheFirstAnswer()
    {
        Needs.FullRun();
        await using var database = await OwnPostgres.CreateAsync("becs_overtaken");
        await using var server = Server(("Becs:Database:Provider", "PostgreSql"), ("Becs:Database:ConnectionString", database.ConnectionString));
        await CompleteTwiceAsync(server, database.ConnectionString);
    }

    [Fact]
    public async Task Complete_WhenAnotherOperationWasFirst_ThenTheRefusalStands()
    {
        await using var server = Server();
        var (lab, task) = await OpenTaskAsync(server);
        Assert.Equal(HttpStatusCode.OK, (await CompleteAsync(lab, task, Guid.CreateVersion7())).StatusCode);

        var late = await CompleteAsync(lab, task, Guid.CreateVersion7());

        Assert.Equal((HttpStatusCode.Conflict, "TSK-409"), (late.StatusCode, await late.CodeAsync()));
    }

    [Fact]
    public async Task Complete_WhenTheOvertakenCallAsksForSomethingElse_ThenTheUsedNumberIsNamed()
    {
        await using var server = Server();
        var (lab, task) = await OpenTaskAsync(server);
        var operationId = Guid.CreateVersion7();
        _overtaken.By(operationId, async () => Assert.Equal(HttpStatusCode.OK, (await CompleteAsync(lab, task, operationId)).StatusCode));

        var other = await CompleteAsync(lab, task, operationId, outcome: "ProposeDiscard");

        Assert.Equal((HttpStatusCode.Conflict, "OP-409"), (other.StatusCode, await other.CodeAsync()));
    }

    [Fact]
    public async Task Complete_WhenTheOvertakenRepetitionIsSigned_ThenNothingIsSignedTwice()
    {
        await using var server = Server();
        var (lab, task) = await OpenTaskAsync(server);
        Assert.Equal(HttpStatusCode.OK, (await CompleteAsync(lab, task, Guid.CreateVersion7())).StatusCode);
        var release = await server.AsAsync("rel1");
        var lift = await OnlyTaskAsync(release);
        var path = $"/api/tasks/{lift.GetProperty("id").GetGuid():D}";
        var operationId = Guid.CreateVersion7();
        var body = new
        {
            operationId,
            expectedRevision = lift.GetProperty("revision").GetInt32(),
            outcome = lift.GetProperty("outcomes")[0].GetString(),
            data = new { recordsReviewed = true },
            signature = new
            {
                userName = "rel1",
                password = "Demo-2026!",
                meaning = lift.GetProperty("signatureMeanings")[0].GetString(),
                reason = "read",
                signedHash = (await (await release.GetAsync(path, Stop)).JsonAsync()).GetProperty("signedHash").GetString(),
            },
        };
        var first = "";
        _overtaken.By(operationId, async () => first = await TextAsync(await release.PostAsJsonAsync($"{path}/complete", body, Stop)));

        var repeated = await TextAsync(await release.PostAsJsonAsync($"{path}/complete", body, Stop));

        Assert.Equal(first, repeated);
        await using var db = RecordedEvents.Connect(SignalIntakeTests.Sqlite(server));
        await db.OpenAsync(Stop);
        Assert.Equal("1", (await EffectsLedger.RowsAsync(
            db, $"SELECT count(*) FROM signatures WHERE subject = 'task:{lift.GetProperty("id").GetGuid():D}'", Stop)).Single()[0]);
    }

    private async Task CompleteTwiceAsync(BecsServer server, string database)
    {
        var (lab, task) = await OpenTaskAsync(server);
        var operationId = Guid.CreateVersion7();
        var first = "";
        _overtaken.By(operationId, async () => first = await TextAsync(await CompleteAsync(lab, task, operationId)));

        var repeated = await TextAsync(await CompleteAsync(lab, task, operationId));

        Assert.NotEqual("", first);
        Assert.Equal(first, repeated);
        await using var db = RecordedEvents.Connect(database);
        await db.OpenAsync(Stop);
        Assert.Equal("0", (await EffectsLedger.RowsAsync(db, "SELECT count(*) FROM audit_rows WHERE what = 'operation.refused'", Stop)).Single()[0]);
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return text;
    }

    private static async Task<(HttpClient Lab, JsonElement Task)> OpenTaskAsync(BecsServer server)
    {
        var lab = await server.AsAsync("lab1");
        await server.PlaceHoldAsync();
        await SignalIntakeTests.DrainAsync(server);
        return (lab, await OnlyTaskAsync(lab));
    }

    private static async Task<JsonElement> OnlyTaskAsync(HttpClient client) =>
        Assert.Single((await (await client.GetAsync("/api/tasks?process=quarantine", Stop)).JsonAsync()).GetProperty("items").EnumerateArray());

    private static Task<HttpResponseMessage> CompleteAsync(HttpClient lab, JsonElement task, Guid operationId, string outcome = "ProposeLift") =>
        lab.PostAsJsonAsync($"/api/tasks/{task.GetProperty("id").GetGuid():D}/complete", new
        {
            operationId,
            expectedRevision = task.GetProperty("revision").GetInt32(),
            outcome,
            data = new { findingCode = "no-fault-found", unitsInspected = true },
        }, Stop);

    private BecsServer Server(params (string, string)[] settings) => new(null, services =>
    {
        var callers = services.Single(s => s.ServiceType == typeof(ICallers));
        services.AddScoped<ICallers>(scope =>
            new OvertakenCallers((ICallers)(callers.ImplementationFactory?.Invoke(scope) ?? ActivatorUtilities.CreateInstance(scope, callers.ImplementationType!)), _overtaken));
    }, settings);

    /// <summary>The call that is overtaken, once, and by what.</summary>
    private sealed class Overtaken
    {
        private Guid _operation;
        private Func<Task>? _by;

        public void By(Guid operation, Func<Task> by) => (_operation, _by) = (operation, by);

        public async Task PassAsync(Guid? operation)
        {
            if (_by is { } by && operation == _operation)
            {
                _by = null;
                await by();
            }
        }
    }

    private sealed class OvertakenCallers(ICallers callers, Overtaken overtaken) : ICallers
    {
        public async Task<CallerRecords> ReadAsync(
            Guid? userId, Guid? operationId, TaskAhead? task = null, CancellationToken cancellationToken = default)
        {
            var records = await callers.ReadAsync(userId, operationId, task is null ? null : task with { TaskId = Guid.Empty }, cancellationToken);
            await overtaken.PassAsync(operationId);
            return records;
        }
    }
}
