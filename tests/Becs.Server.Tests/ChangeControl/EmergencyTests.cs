using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Server.Tests.Hosting;
using static Becs.Server.Tests.ChangeControl.ChangeServer;

namespace Becs.Server.Tests.ChangeControl;

/// <summary>The shorter path and the way back: an emergency change with its review afterwards, a roll-back, and what Studio's doors answer.</summary>
[Trait(Needs.Cost, Needs.Slow)]
public class EmergencyTests(ChangeServer server) : IClassFixture<ChangeServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Emergency_WhenTwoSigned_ThenInUseAtOnceAndItsReviewStaysOpenUntilSomebodyElseSigns()
    {
        await server.SaveAsync("own1", Definition("urgent"));
        var id = Id(await server.SubmitAsync("own1", "urgent", emergency: true));
        Assert.Equal("CHG-412", await RefusedAsync(server.TryAsync("val2", id, "review", "reviewed", new { accept = true }), 409));
        Assert.Equal("CHG-021", await RefusedAsync(server.TryAsync("qa1", id, "approve", "approved"), 422));
        Assert.Equal("CHG-001", await RefusedAsync(server.TryAsync("aud1", id, "verify", "verified"), 403));
        await server.StepAsync("val1", id, "verify", "verified");
        await server.StepAsync("qa1", id, "approve", "approved");
        Assert.Equal(1, (await server.StartAsync("urgent")).Version);

        var change = await server.FindAsync(id);
        var task = change.GetProperty("reviewTaskId").GetGuid();
        Assert.Equal(server.Clock.GetUtcNow().AddHours(72), change.GetProperty("reviewDueAt").GetDateTimeOffset());
        var shown = (await server.SendAsync("val2", HttpMethod.Get, $"/api/tasks/{task:D}")).GetProperty("task");
        Assert.Equal(("open", "change-control"), (Text(shown, "state"), Text(shown, "process")));

        // Neither the task's own door nor anybody with a part in it closes it.
        var complete = new { operationId = Guid.CreateVersion7(), expectedRevision = 1, outcome = "right", signature = Sign("val2", "reviewed", Text(change, "packageHash")) };
        Assert.Equal("TSK-412", await RefusedAsync(server.TrySendAsync("val2", HttpMethod.Post, $"/api/tasks/{task:D}/complete", complete), 409));
        Assert.Equal("CHG-013", await RefusedAsync(server.TryAsync("val1", id, "review-afterwards", "reviewed", new { accept = true, comment = "x" }), 403));
        Assert.Equal("CHG-032", await RefusedAsync(server.TryAsync("val2", id, "review-afterwards", "reviewed", new { accept = true }), 400));
        Assert.True((await server.FindAsync(id)).GetProperty("isReviewOutstanding").GetBoolean());

        await server.StepAsync("val2", id, "review-afterwards", "reviewed", new { accept = true, comment = "It was right." });
        Assert.False((await server.FindAsync(id)).GetProperty("isReviewOutstanding").GetBoolean());
        shown = (await server.SendAsync("val2", HttpMethod.Get, $"/api/tasks/{task:D}")).GetProperty("task");
        Assert.Equal("completed", Text(shown, "state"));
    }

    [Fact]
    public async Task Emergency_WhenTheReviewFindsItWrong_ThenItIsOnRecordAndARollBackIsTheWayBack()
    {
        await server.SaveAsync("own1", Definition("wrong"));
        var first = await server.ApproveDraftAsync("own1", "wrong");
        await server.BeginAsync("own1", "wrong");
        await server.EditAsync("own1", "wrong", "worse");
        var id = Id(await server.SubmitAsync("own1", "wrong", emergency: true));
        await server.StepAsync("val1", id, "verify", "verified");
        await server.StepAsync("qa1", id, "approve", "approved");
        await server.StepAsync("val2", id, "review-afterwards", "reviewed", new { accept = false, comment = "It says the wrong thing." });
        Assert.Equal("objectedAfterwards", Text((await server.FindAsync(id)).GetProperty("steps").EnumerateArray().Last(), "kind"));
        Assert.Equal(2, (await server.StartAsync("wrong")).Version);

        // The content of version 1 as version 3, signed like any other; its author may neither review nor approve it, whoever submits it.
        Assert.Equal("PKG-404", await RefusedAsync(
            server.TrySendAsync("own2", HttpMethod.Get, $"/api/changes/proposal?definitionId=wrong&rollBackTo={new string('0', 64)}"), 404));
        var back = await server.SubmitAsync("own2", "wrong", rollBackTo: Text(first, "packageHash"));
        Assert.Equal(3, back.GetProperty("version").GetInt32());
        Assert.Equal("rollBack", Text(await server.FindAsync(Id(back)), "kind"));
        await server.StepAsync("val1", Id(back), "review", "reviewed", new { accept = true });
        await server.StepAsync("qa1", Id(back), "approve", "approved");
        var started = await server.StartAsync("wrong");
        Assert.Equal((3, Text(back, "packageHash")), (started.Version, started.PackageHash));
        var proposal = await server.TrySendAsync("own2", HttpMethod.Get, $"/api/changes/proposal?definitionId=wrong&rollBackTo={Text(first, "packageHash")}");
        Assert.Equal("CHG-022", await proposal.CodeAsync());

        // What runs is the former behaviour.
        var packages = (await server.SendAsync("own1", HttpMethod.Get, "/api/workflows/wrong/versions?pageSize=10")).GetProperty("items").EnumerateArray()
            .ToDictionary(p => p.GetProperty("version").GetInt32(), p => Text(p, "behaviourHash"));
        Assert.Equal(packages[1], packages[3]);
        Assert.NotEqual(packages[1], packages[2]);
    }

    [Fact]
    public async Task Studio_WhenItPublishesRetractsRevertsImportsOrDeletes_ThenNothingInUseChangesAndTheSentenceSaysTheWay()
    {
        await server.SaveAsync("own1", Definition("studio"));
        var used = await server.ApproveDraftAsync("own1", "studio");
        await server.BeginAsync("own1", "studio");
        await server.EditAsync("own1", "studio", "two");
        var second = await server.ApproveDraftAsync("own1", "studio");
        await server.BeginAsync("own1", "studio");
        await server.EditAsync("own1", "studio", "three");
        Assert.NotEqual(Text(used, "packageHash"), Text(second, "packageHash"));
        foreach (var (method, path, body) in new (HttpMethod, string, JsonNode?)[]
        {
            (HttpMethod.Post, "studio/publish", null),
            (HttpMethod.Post, "studio/retract", null),
            (HttpMethod.Post, "studio/revert/1", null),
            (HttpMethod.Put, "studio/import", Definition("studio", "imported")),
            (HttpMethod.Delete, "studio", null),
            (HttpMethod.Delete, "studio/version/2", null),
        })
        {
            using var answer = await server.TrySendAsync("own1", method, $"/elsa/api/workflow-definitions/{path}", (object?)body ?? (method == HttpMethod.Delete ? null : new { }));
            Assert.Equal((path, HttpStatusCode.BadRequest), (path, answer.StatusCode));
            var sentence = await answer.Content.ReadAsStringAsync(Stop);
            Assert.True(sentence.Contains("Submit for review", StringComparison.Ordinal) || sentence.Contains("is a record", StringComparison.Ordinal), sentence);
            Assert.Equal(Text(second, "packageHash"), (await server.StartAsync("studio")).PackageHash);
        }

        // What came in by file is the author's draft, and goes the same way.
        var id = Id(await server.SubmitAsync("own1", "studio"));
        Assert.Equal("inReview", Text(await server.FindAsync(id), "state"));
        await server.SendAsync("own1", HttpMethod.Post, $"/api/changes/{id:D}/withdraw", new { reason = "Only tried" });
        Assert.Equal(Text(second, "packageHash"), (await server.StartAsync("studio")).PackageHash);
    }

    private static async Task<string?> RefusedAsync(Task<HttpResponseMessage> sent, int status)
    {
        using var answer = await sent;
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Stop)}");
        return await answer.CodeAsync();
    }
}
