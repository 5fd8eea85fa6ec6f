using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Domain.Shared;
using Becs.Server.ChangeControl;
using Becs.Server.Operations;
using Becs.Server.Tests.Architecture;
using Becs.Server.Tests.Hosting;
using Becs.Workflows.Replaying;
using Microsoft.Extensions.DependencyInjection;
using static Becs.Server.Tests.ChangeControl.ChangeServer;

namespace Becs.Server.Tests.ChangeControl;

/// <summary>A moved box over many recorded cases: none would go another way. 10,000 with <c>--long</c>, in at most ten minutes.</summary>
[Trait(Needs.Cost, Needs.Slow)]
public class HistoryReplayTests(ChangeServer server) : IClassFixture<ChangeServer>
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("BECS_TEST_LONG") == "1";
    private static readonly int Cases = IsLong ? 10_000 : 250;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replay_WhenOnlyABoxMoved_ThenNoCaseGoesAnotherWay()
    {
        await RecordAsync();
        await server.BeginAsync("own1", "component-release");
        var served = JsonNode.Parse((await server.SendAsync(
            "own1", HttpMethod.Get, "/elsa/api/workflow-definitions/by-definition-id/component-release?versionOptions=Latest")).GetRawText())!.AsObject();
        served["root"]!["activities"]![0]!["metadata"]!["designer"]!["position"]!["x"] = 75;
        await server.SaveAsync("own1", served);
        var id = Id(await server.SubmitAsync("own1", "component-release"));
        var result = await server.SendAsync("aud1", HttpMethod.Get, $"/api/changes/{id:D}/coverage");
        Assert.Equal(100, result.GetProperty("branchPercent").GetInt32());

        var loop = server.Services.GetRequiredService<ReplayLoop>();
        var beganAt = TimeProvider.System.GetTimestamp();
        Assert.True(await loop.MoveAsync(Stop));
        var partly = await ReplayAsync(id);
        Assert.Equal((100, Cases, JsonValueKind.Null), (Number(partly, "done"), Number(partly, "total"), partly.GetProperty("completedAt").ValueKind));
        while (await loop.MoveAsync(Stop))
        {
        }

        var took = TimeProvider.System.GetElapsedTime(beganAt);
        TestContext.Current.SendDiagnosticMessage($"{Cases} recorded cases replayed in {took.TotalSeconds:0.0} s");
        var replay = await ReplayAsync(id);
        Assert.Equal((Cases, 0), (Number(replay, "done"), Number(replay, "different")));
        Assert.NotEqual(JsonValueKind.Null, replay.GetProperty("completedAt").ValueKind);
        Assert.True(took < TimeSpan.FromMinutes(10), $"{Cases} cases took {took}.");
    }

    [Fact]
    public async Task Replay_WhenACaseEndsWhileItRuns_ThenNoneThatWasRecordedIsLeftOut()
    {
        await server.SaveAsync("own1", Definition("meanwhile"));
        var hash = Text(await server.ApproveDraftAsync("own1", "meanwhile"), "packageHash");
        await RecordAsync(hash, 3, 2);
        await server.BeginAsync("own1", "meanwhile");
        await server.EditAsync("own1", "meanwhile", "two");
        var id = Id(await server.SubmitAsync("own1", "meanwhile"));
        await RecordAsync(hash, 1);

        var loop = server.Services.GetRequiredService<ReplayLoop>();
        while (await loop.MoveAsync(Stop))
        {
        }

        var replay = await ReplayAsync(id);
        Assert.Equal((3, 3), (Number(replay, "done"), Number(replay, "recorded")));
    }

    private Task<JsonElement> ReplayAsync(Guid id) => server.SendAsync("aud1", HttpMethod.Get, $"/api/changes/{id:D}/replay");

    private static int Number(JsonElement answer, string name) => answer.GetProperty(name).GetInt32();

    /// <summary>Cases that went all the way, begun so many hours ago.</summary>
    private Task RecordAsync(string hash, params int[] hoursAgo) => TwoBuilds.DoAsync(server, "test.cases", scope =>
    {
        var scenario = ScenarioFile.Read(Encoding.UTF8.GetBytes(Scenario("meanwhile", last: "Say:Done")));
        foreach (var hours in hoursAgo)
        {
            RecordedCases.Stage(scope, hash, scenario, server.Clock.GetUtcNow().UtcDateTime.AddHours(-hours));
        }

        return Task.FromResult(true);
    });

    /// <summary>Cases of every kind the shipped scenarios tell of, in turn.</summary>
    private async Task RecordAsync()
    {
        var hash = (await server.SendAsync("aud1", HttpMethod.Get, "/api/workflows?pageSize=100")).GetProperty("items").EnumerateArray()
            .First(w => Text(w, "definitionId") == "component-release").GetProperty("packageHash").GetString()!;
        var scenarios = ScenarioFile.ReadFolder(Path.Combine(Repository.Root, "workflows", "component-release", "scenarios"));
        var ids = server.Services.GetRequiredService<IIdGenerator>();
        for (var done = 0; done < Cases; done += 250)
        {
            await server.Services.GetRequiredService<OperationRunner>().RunAsync(OperationRequest.System(ids.New(), "test.cases"), (scope, _) =>
            {
                for (var i = done; i < done + 250; i++)
                {
                    RecordedCases.Stage(scope, hash, scenarios[i % scenarios.Count], server.Clock.GetUtcNow().UtcDateTime.AddMinutes(-1 - i / 7));
                }

                return Task.FromResult(true);
            }, Stop);
        }
    }
}
