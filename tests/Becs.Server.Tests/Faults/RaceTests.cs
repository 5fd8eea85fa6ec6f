using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Becs.Server.Operations;
using Becs.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Faults;

/// <summary>A hundred people complete one task at the same moment, some of them twice.</summary>
public class RaceTests
{
    private const int Callers = 100;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Complete_WhenAHundredDoItAtOnceOnSqlite_ThenOneWinsAndItsRepetitionsGetTheSameAnswer()
    {
        await using var server = new BecsServer(null, null, ("Becs:Roles", "web"));
        await RunAsync(server, $"Data Source={Path.Combine(server.Folder, "becs.db")};Pooling=False");
    }

    [Fact]
    public async Task Complete_WhenAHundredDoItAtOnceOnPostgres_ThenOneWinsAndItsRepetitionsGetTheSameAnswer()
    {
        await using var database = await OwnPostgres.CreateAsync("becs_race");
        await using var server = new BecsServer(
            null, null, ("Becs:Roles", "web"), ("Becs:Database:Provider", "PostgreSql"), ("Becs:Database:ConnectionString", database.ConnectionString));
        await RunAsync(server, database.ConnectionString);
    }

    private static async Task RunAsync(BecsServer server, string database)
    {
        var began = Stopwatch.GetTimestamp();
        var lab = await server.AsAsync("lab1");
        var before = await EffectsLedger.ReadAsync(database, Stop);
        var hold = await server.PlaceHoldAsync();
        Assert.True(await server.Services.GetRequiredService<StimulusPump>().DrainAsync(Stop));
        var task = (await (await lab.GetAsync("/api/tasks?process=quarantine", Stop)).JsonAsync()).GetProperty("items")[0];

        // Every second caller repeats the operation of the one before.
        var operations = Enumerable.Range(0, Callers / 2).Select(_ => Guid.CreateVersion7()).ToList();
        var answers = await Task.WhenAll(Enumerable.Range(0, Callers).Select(async i =>
        {
            var operationId = operations[i / 2];
            var answer = await lab.PostAsJsonAsync($"/api/tasks/{task.GetProperty("id").GetGuid():D}/complete", new
            {
                operationId,
                expectedRevision = task.GetProperty("revision").GetInt32(),
                outcome = "ProposeLift",
                data = new { findingCode = "no-fault-found", unitsInspected = true },
            }, Stop);
            return (operationId, answer.StatusCode, Body: await answer.Content.ReadAsStringAsync(Stop));
        }));

        var won = answers.Where(a => a.StatusCode == HttpStatusCode.OK).ToList();
        Assert.Single(won.Select(a => a.operationId).Distinct());
        Assert.Single(won.Select(a => a.Body).Distinct());
        Assert.All(answers.Where(a => a.operationId != won[0].operationId), a => Assert.Equal(HttpStatusCode.Conflict, a.StatusCode));
        var judgement = await EffectsLedger.JudgeAsync(database, HoldModel.Investigated(hold), before, Stop);
        FaultLedger.Record("race", 1, Callers - 1, judgement, Stopwatch.GetElapsedTime(began));
        judgement.AssertClean();
    }
}
