using System.Net;
using System.Text.Json;
using Becs.Domain.Tasks;
using Becs.Server.ChangeControl;
using Becs.Server.Operations;
using Becs.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using static Becs.Server.Tests.ChangeControl.ChangeServer;

namespace Becs.Server.Tests.ChangeControl;

/// <summary>A case a person answered, run through drafts of its form and of its step: what nobody recorded is named, in evidence and in words.</summary>
[Trait(Needs.Cost, Needs.Slow)]
public sealed class FormReplayTests(ChangeServer server) : IClassFixture<ChangeServer>
{
    private const string More = """, "more": { "type": "string", "title": "More" }""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replay_WhenTheFormAsksMore_ThenTheCaseIsUndecidedAndNamesTheField()
    {
        await server.SaveAsync("own1", MigrationServer.Asking("asks"));
        await PutAsync(Id(await server.BeginAsync("own1", "asks")), "own.v1", "\"maximum\": 600", "\"grams\"");
        await server.ApproveDraftAsync("own1", "asks");
        var instance = await AnswerAsync("asks");

        // Another text on a step inside: the case is the same.
        await server.BeginAsync("own1", "asks");
        await server.EditAsync("own1", "asks", "two");
        var same = await ReplayAsync(Id(await server.SubmitAsync("own1", "asks")));
        Assert.Equal((1, 0), (Number(same.Replay, "done"), Number(same.Replay, "different")));
        await server.SendAsync("own1", HttpMethod.Post, $"/api/changes/{same.Change:D}/withdraw", new { reason = "Tried out" });
        await server.SendAsync("own1", HttpMethod.Delete, "/api/workflows/asks/draft", expected: HttpStatusCode.NoContent);

        await PutAsync(Id(await server.BeginAsync("own1", "asks")), "own.v2", "\"maximum\": 600", "\"grams\", \"more\"");
        var wider = await ReplayAsync(Id(await server.SubmitAsync("own1", "asks")));
        Assert.Equal((1, 1), (Number(wider.Replay, "done"), Number(wider.Replay, "different")));
        var one = Assert.Single(wider.Cases);
        Assert.Equal(("undecided", "form:own.v2:more:required", "First"), (Text(one, "class"), Text(one, "missing"), Text(one, "stepId")));
        var side = await server.SendAsync("aud1", HttpMethod.Get, $"/api/changes/{wider.Change:D}/replay/cases/{instance:D}");
        Assert.Equal("form:own.v2:more:required", Text(side, "missing"));

        // The evidence says which build made it: only the same build goes by it.
        var evidence = (await server.FindAsync(wider.Change)).GetProperty("evidence").EnumerateArray().Single(e => Text(e, "kind") == "replay");
        var made = await server.SendAsync("aud1", HttpMethod.Get, $"/api/changes/{wider.Change:D}/evidence/{Text(evidence, "contentHash")}");
        Assert.Equal(server.Services.GetRequiredService<PlatformManifest>().BuildId, Text(made, "build"));
    }

    /// <summary>The task was about no person: nobody kept what was entered.</summary>
    [Fact]
    public async Task Replay_WhenTheFormIsNarrower_ThenItSaysThatItCannotKnow()
    {
        await server.SaveAsync("own1", MigrationServer.Asking("narrows"));
        await PutAsync(Id(await server.BeginAsync("own1", "narrows")), "own.v1", "\"maximum\": 600", "\"grams\"");
        await server.ApproveDraftAsync("own1", "narrows");
        await AnswerAsync("narrows");

        await PutAsync(Id(await server.BeginAsync("own1", "narrows")), "own.v2", "\"maximum\": 499", "\"grams\"");
        Assert.Equal("form:own.v2:grams:unread", Text(Assert.Single((await ReplayAsync(Id(await server.SubmitAsync("own1", "narrows")))).Cases), "missing"));
    }

    private static int Number(JsonElement answer, string name) => answer.GetProperty(name).GetInt32();

    private Task<JsonElement> PutAsync(Guid draft, string key, string maximum, string required) => server.SendAsync(
        "own1", HttpMethod.Put, $"/api/workflow-drafts/{draft:D}/parts/form/{key}", new
        {
            content = $$"""
                { "type": "object", "title": "Look", "required": [{{required}}],
                  "properties": { "grams": { "type": "integer", "title": "Grams", {{maximum}} }{{(required.Contains("more", StringComparison.Ordinal) ? More : "")}} } }
                """,
            seenHash = (string?)null,
        });

    /// <summary>A case that a person answered and that came to its end.</summary>
    private async Task<Guid> AnswerAsync(string definition)
    {
        var instance = Guid.Parse((await server.StartAsync(definition)).Id);
        WorkTask task;
        await using (var scope = server.Services.CreateAsyncScope())
        {
            task = Assert.Single(await scope.ServiceProvider.GetRequiredService<ITasks>().OpenOfInstanceAsync(instance, Stop));
        }

        await server.SendAsync("lab1", HttpMethod.Post, $"/api/tasks/{task.Id.Value:D}/complete", new
        {
            operationId = Guid.CreateVersion7(),
            expectedRevision = task.Revision,
            outcome = "Done",
            data = new { grams = 500 },
        });
        server.Clock.Advance(TimeSpan.FromHours(2));
        await server.Services.GetRequiredService<TimerLoop>().FireDueAsync(Stop);
        Assert.Equal(Becs.Workflows.WorkflowStatus.Finished, (await server.InstanceAsync(instance)).Status);
        return instance;
    }

    private async Task<(Guid Change, JsonElement Replay, IReadOnlyList<JsonElement> Cases)> ReplayAsync(Guid change)
    {
        var loop = server.Services.GetRequiredService<ReplayLoop>();
        while (await loop.MoveAsync(Stop))
        {
        }

        var cases = await server.SendAsync("aud1", HttpMethod.Get, $"/api/changes/{change:D}/replay/cases");
        return (change, await server.SendAsync("aud1", HttpMethod.Get, $"/api/changes/{change:D}/replay"), [.. cases.GetProperty("items").EnumerateArray()]);
    }
}
