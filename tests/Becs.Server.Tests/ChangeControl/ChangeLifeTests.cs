using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Domain.Shared;
using Becs.Persistence.Commit;
using Becs.Persistence.Keys;
using Becs.Server.ChangeControl;
using Becs.Server.Operations;
using Becs.Server.Tests.BadInput;
using Becs.Server.Tests.Hosting;
using Becs.Workflows;
using Becs.Workflows.Running;
using Microsoft.Extensions.DependencyInjection;
using static Becs.Server.Tests.ChangeControl.ChangeServer;

namespace Becs.Server.Tests.ChangeControl;

/// <summary>From a draft to a version that starts instances, through the API, each person with their own account and signature.</summary>
[Trait(Needs.Cost, Needs.Slow)]
public partial class ChangeLifeTests(ChangeServer server) : IClassFixture<ChangeServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Approve_WhenItsTimeComes_ThenNewInstancesStartOnItAndRunningOnesStay()
    {
        await server.SaveAsync("own1", Definition("life"));
        var first = await server.ApproveDraftAsync("own1", "life");
        Assert.Equal(("approved", 1), (Text(first, "state"), first.GetProperty("version").GetInt32()));
        var running = await server.StartAsync("life");
        Assert.Equal(Text(first, "packageHash"), running.PackageHash);

        // The draft became version 1; another is begun from that.
        await server.BeginAsync("own1", "life");
        await server.EditAsync("own1", "life", "two");
        var second = await server.ApproveDraftAsync("own1", "life", server.Clock.GetUtcNow().AddSeconds(30));

        server.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(running.PackageHash, (await server.StartAsync("life")).PackageHash);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Text(second, "packageHash"), (await server.StartAsync("life")).PackageHash);

        var stays = await server.InstanceAsync(Guid.ParseExact(running.Id, "D"));
        Assert.Equal((running.PackageHash, WorkflowStatus.Running), (stays.PackageHash, stays.Status));
        var drafts = await server.SendAsync("own1", HttpMethod.Get, "/elsa/api/workflow-definitions/life/versions");
        Assert.DoesNotContain("\"isReadonly\":false", drafts.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approve_WhenEventAndTimeStartIt_ThenBothDoFromItsTimeOn()
    {
        const string Begin = """
            { "id": "First", "type": "Elsa.Timer", "version": 1, "interval": { "typeName": "TimeSpan", "expression": { "type": "Literal", "value": "00:00:20" } },
              "customProperties": { "canStartWorkflow": true } }
            """;
        var subscriptions = server.Services.GetRequiredService<IEventSubscriptions>();
        Assert.False(subscriptions.IsListened("CrossmatchRecorded"));
        await server.SaveAsync("own1", Definition("timed", "CrossmatchRecorded", Begin)); // a name anywhere in it counts
        await server.ApproveDraftAsync("own1", "timed", server.Clock.GetUtcNow().AddSeconds(10));

        Assert.True(subscriptions.IsListened("CrossmatchRecorded"));
        var timers = server.Services.GetRequiredService<TimerLoop>();
        server.Clock.Advance(TimeSpan.FromSeconds(29));
        await timers.FireDueAsync(Stop);
        Assert.Equal(0, await server.CountInstancesAsync("timed", 1));
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        while (await timers.FireDueAsync(Stop) > 0)
        {
        }

        Assert.Equal(2, await server.CountInstancesAsync("timed", 1)); // one at each site
    }

    [Fact]
    public async Task Review_WhenRejectedOnce_ThenTheSecondSubmissionIsOfTheSameRequest()
    {
        await server.SaveAsync("own1", Definition("twice"));
        var id = Id(await server.SubmitAsync("own1", "twice"));
        Assert.Equal(HttpStatusCode.BadRequest, (await server.TryAsync("val1", id, "review", "reviewed", new { accept = false })).StatusCode);
        await server.StepAsync("val1", id, "review", "reviewed", new { accept = false, comment = "Say what is done." });

        var view = await server.FindAsync(id);
        Assert.Equal("rejected", Text(view, "state"));
        var again = new { details = Details(), signature = Sign("own1", "authored", Text(view, "signedHash")) };
        Assert.Equal("CHG-022", await Refused(server.TrySendAsync("own1", HttpMethod.Post, $"/api/changes/{id:D}/submit", again), 422));

        await server.EditAsync("own1", "twice", "better");
        var proposal = await server.ProposeAsync("own1", "twice");
        var rated = new { reason = "A clearer text", risk = new { severity = 5, probability = 2, detectability = 1 } };
        await server.SendAsync("own1", HttpMethod.Post, $"/api/changes/{id:D}/submit",
            new { details = rated, signature = Sign("own1", "authored", Text(proposal, "signedHash")) });
        await server.StepAsync("val1", id, "review", "reviewed", new { accept = true, comment = "Now it does." });
        await server.StepAsync("qa1", id, "approve", "approved");

        view = await server.FindAsync(id);
        Assert.Equal(["submitted", "rejected", "submitted", "accepted", "approved"], Steps(view, "kind"));
        Assert.Equal(["Owen Owner", "Val Validator", "Owen Owner", "Val Validator", "Quinn Quality"], Steps(view, "printedName"));
        Assert.Equal([1, 1, 2, 2, 2], view.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("version").GetInt32()));
        Assert.Equal(2, (await server.StartAsync("twice")).Version);

        // Every step is on the trail, with its signature.
        var audit = (await server.SendAsync("aud1", HttpMethod.Get, $"/api/audit?subjectKind=change&subjectId={id:D}&pageSize=50")).GetRawText();
        Assert.All(["change.submitted", "change.rejected", "change.submitted-again", "change.accepted", "change.approved"],
            what => Assert.Contains(what, audit, StringComparison.Ordinal));

        // The archive has the risk of each submission, not of the last alone.
        using var answer = await server.TrySendAsync("val1", HttpMethod.Get, $"/api/changes/{id:D}/validation-archive");
        var archive = await answer.Content.ReadAsByteArrayAsync(Stop);
        var signOffs = JsonNode.Parse(StoredZip.Read(archive).Parts.Single(p => p.Name == "sign-offs.json").Content.Span)!.AsArray();
        Assert.Equal([6, 10], signOffs.Select(s => s!["risk"]).OfType<JsonObject>().Select(r => r["product"]!.GetValue<int>()));
        Assert.Empty(ValidationArchiveCheck.Of(archive, server.Services.GetRequiredService<ExportSigner>().Knows).Problems);
    }

    [Fact]
    public async Task Submit_WhenNotSubmittable_ThenRefusedWithTheReason()
    {
        Assert.Equal("CHG-405", await Refused(server.TrySendAsync("own1", HttpMethod.Get, "/api/changes/proposal?definitionId=none"), 404));

        // Broken: every problem at its JSON path.
        var broken = Definition("broken");
        broken["root"]!["activities"]![1]!["type"] = "Acme.Nothing";
        await server.SaveAsync("own1", broken);
        using var answer = await server.TrySendAsync("own1", HttpMethod.Get, "/api/changes/proposal?definitionId=broken");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var problem = await answer.JsonAsync();
        Assert.Equal("CHG-040", Text(problem, "code"));
        Assert.Contains(problem.GetProperty("errors").EnumerateObject(), e => e.Name.StartsWith("$.root.activities[1]", StringComparison.Ordinal));

        // Unchanged, and signed with another hash.
        await server.SaveAsync("own1", Definition("same"));
        var wrong = new { definitionId = "same", details = Details(), signature = Sign("own1", "authored", new string('0', 64)) };
        Assert.Equal("CHG-410", await Refused(server.TrySendAsync("own1", HttpMethod.Post, "/api/changes", wrong), 409));
        await server.ApproveDraftAsync("own1", "same");
        await server.BeginAsync("own1", "same");
        await server.EditAsync("own1", "same", "two");
        await server.EditAsync("own1", "same", "one"); // there and back, as Studio saves it
        Assert.Equal("CHG-022", await Refused(server.TrySendAsync("own1", HttpMethod.Get, "/api/changes/proposal?definitionId=same"), 422));
    }

    [Fact]
    public async Task Submit_WhenTheLabelIsNoLongerVerified_ThenRefusedWithTheWayThatShowsIt()
    {
        await server.BeginAsync("own1", "component-release");
        var served = JsonNode.Parse((await server.SendAsync(
            "own1", HttpMethod.Get, "/elsa/api/workflow-definitions/by-definition-id/component-release?versionOptions=Latest")).GetRawText())!.AsObject();
        var root = served["root"]!.AsObject();
        var connections = root["connections"]!.AsArray();
        connections.First(c => End(c, "source") == "Print" && End(c, "target") == "Verify")!["target"]!["activity"] = "Release";
        foreach (var gone in connections.Where(c => End(c, "source") == "Verify" || End(c, "target") == "Verify").ToList())
        {
            connections.Remove(gone);
        }

        root["activities"]!.AsArray().Remove(root["activities"]!.AsArray().First(a => a!["id"]!.GetValue<string>() == "Verify"));
        await server.SaveAsync("own1", served);

        using var answer = await server.TrySendAsync("own1", HttpMethod.Get, "/api/changes/proposal?definitionId=component-release");
        var problem = await answer.JsonAsync();
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "CHG-042"), (answer.StatusCode, Text(problem, "code")));
        var said = problem.GetProperty("errors").GetRawText();
        Assert.Contains("Print:Printed \u003E Release", said, StringComparison.Ordinal);
        var submit = new { definitionId = "component-release", details = Details(), signature = Sign("own1", "authored", new string('0', 64)) };
        Assert.Equal("CHG-042", await Refused(server.TrySendAsync("own1", HttpMethod.Post, "/api/changes", submit), 422));
        await server.SendAsync("own1", HttpMethod.Delete, "/api/workflows/component-release/draft", expected: HttpStatusCode.NoContent);

        static string? End(JsonNode? connection, string side) => connection![side]!["activity"]!.GetValue<string>();
    }

    [Fact]
    public async Task Evidence_WhenSubmitted_ThenItsBytesHaveItsHash()
    {
        await server.SaveAsync("own1", Definition("evident"));
        await server.ApproveDraftAsync("own1", "evident");
        await server.BeginAsync("own1", "evident");
        await server.EditAsync("own1", "evident", "two");
        var id = Id(await server.SubmitAsync("own1", "evident"));
        var evidence = (await server.FindAsync(id)).GetProperty("evidence").EnumerateArray().ToDictionary(e => Text(e, "kind"), e => Text(e, "contentHash"));
        Assert.Equal(["difference", "proof", "replay", "scenarios"], evidence.Keys.Order(StringComparer.Ordinal));
        foreach (var (kind, hash) in evidence)
        {
            using var answer = await server.TrySendAsync("val1", HttpMethod.Get, $"/api/changes/{id:D}/evidence/{hash}");
            var bytes = await answer.Content.ReadAsByteArrayAsync(Stop);
            Assert.Equal((kind, hash), (kind, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))));
        }

        var difference = await server.SendAsync("val1", HttpMethod.Get, $"/api/changes/{id:D}/evidence/{evidence["difference"]}");
        Assert.Equal("Say", Text(Assert.Single(difference.GetProperty("changes").EnumerateArray()), "stepId"));
        Assert.Equal("CHG-406", await Refused(server.TrySendAsync("val1", HttpMethod.Get, $"/api/changes/{id:D}/evidence/{new string('0', 64)}"), 404));
    }

    [Fact]
    public async Task Submit_WhenTwoAuthorsChangeTheSameVersion_ThenTheLaterApprovalIsRefused()
    {
        await server.SaveAsync("own1", Definition("raced"));
        await server.ApproveDraftAsync("own1", "raced");
        foreach (var author in new[] { "own1", "own2" })
        {
            await server.BeginAsync(author, "raced");
            await server.EditAsync(author, "raced", author);
        }

        var late = Id(await server.SubmitAsync("own2", "raced"));
        Assert.Equal("CHG-416", await Refused(server.TrySendAsync("own2", HttpMethod.Post, "/api/changes", new
        {
            definitionId = "raced",
            details = Details(),
            signature = Sign("own2", "authored", new string('0', 64)),
        }), 409));
        await server.StepAsync("val1", late, "review", "reviewed", new { accept = true });
        await server.ApproveDraftAsync("own1", "raced");

        Assert.Equal("CHG-020", await Refused(server.TryAsync("qa1", late, "approve", "approved"), 422));
        await server.EditAsync("own2", "raced", "more");
        Assert.Equal("CHG-020", await Refused(server.TrySendAsync("own2", HttpMethod.Get, "/api/changes/proposal?definitionId=raced"), 422));
        await server.SendAsync("own2", HttpMethod.Post, $"/api/changes/{late:D}/withdraw", new { reason = "Too late" });
        Assert.Equal("withdrawn", Text(await server.FindAsync(late), "state"));
    }

    [Fact]
    public async Task Step_WhenByTheSamePerson_ThenRefusedAndAudited()
    {
        await server.SaveAsync("all1", Definition("alone"));
        var id = Id(await server.SubmitAsync("all1", "alone"));
        Assert.Equal("CHG-010", await Refused(server.TryAsync("all1", id, "review", "reviewed", new { accept = true }), 403));
        await server.StepAsync("val1", id, "review", "reviewed", new { accept = true });
        Assert.Equal("CHG-010", await Refused(server.TryAsync("all1", id, "approve", "approved"), 403));
        Assert.Equal("ACC-403", await Refused(server.TryAsync("own1", id, "approve", "approved"), 403));
        Assert.Equal("CHG-410", await Refused(server.TryAsync("qa1", id, "approve", "approved", hash: new string('0', 64)), 409));
        Assert.Equal("SIG-003", await Refused(server.TryAsync("qa1", id, "approve", "reviewed"), 422));
        Assert.Equal("validated", Text(await server.FindAsync(id), "state"));
        Assert.Equal(2, (await server.RefusalsAsync("all1", "CHG-010")).Count);
        Assert.Equal("WFL-409", (await Assert.ThrowsAsync<ConflictException>(() => server.StartAsync("alone"))).Code);
    }

    [Fact]
    public async Task Candidate_WhenItWaits_ThenNothingStartsItAndOthersStillSeeTheVersionInUse()
    {
        await server.SaveAsync("own1", Definition("seen"));
        var used = await server.ApproveDraftAsync("own1", "seen");
        await server.BeginAsync("own1", "seen");
        await server.EditAsync("own1", "seen", "later");
        var waiting = await server.SubmitAsync("own1", "seen");

        var refused = await Assert.ThrowsAsync<ConflictException>(() => server.Services.GetRequiredService<OperationRunner>().RunAsync(
            OperationRequest.System(server.Services.GetRequiredService<IIdGenerator>().New(), "test.start"),
            (scope, token) => server.Services.GetRequiredService<BurstRunner>().StartPinnedAsync(
                scope, Text(waiting, "packageHash"), new BurstStimulus.Start(), token), Stop));
        Assert.Equal("WFL-410", refused.Code);
        Assert.Equal(Text(used, "packageHash"), (await server.StartAsync("seen")).PackageHash);
        var latest = await server.SendAsync("val1", HttpMethod.Get, "/elsa/api/workflow-definitions/by-definition-id/seen?versionOptions=Latest");
        Assert.Equal((1, true), (latest.GetProperty("version").GetInt32(), latest.GetProperty("isReadonly").GetBoolean()));
    }

    [Fact]
    public async Task Comment_WhenPinnedToAStep_ThenAnsweredThereAndUnknownStepsRefused()
    {
        await server.SaveAsync("own1", Definition("talk"));
        var id = Id(await server.SubmitAsync("own1", "talk"));
        var address = $"/api/changes/{id:D}/comments";
        var asked = await server.SendAsync("val1", HttpMethod.Post, address, new { text = "Why?", activityId = "Say" }, HttpStatusCode.Created);
        await server.SendAsync("own1", HttpMethod.Post, address, new { text = "Because", parentId = Id(asked) }, HttpStatusCode.Created);
        Assert.Equal("CHG-034", await Refused(server.TrySendAsync("val1", HttpMethod.Post, address, new { text = "x", activityId = "No" }), 400));
        Assert.Equal("CHG-033", await Refused(server.TrySendAsync("val1", HttpMethod.Post, address, new { text = "x", parentId = id }), 400));
        Assert.Equal("CHG-001", await Refused(server.TrySendAsync("aud1", HttpMethod.Post, address, new { text = "x" }), 403));
        var comments = (await server.FindAsync(id)).GetProperty("comments").EnumerateArray().ToList();
        Assert.Equal(["Say", "Say"], comments.Select(c => Text(c, "activityId")));
        Assert.Equal(Id(asked), comments[1].GetProperty("parentId").GetGuid());
    }

    private static async Task<string?> Refused(Task<HttpResponseMessage> sent, int status)
    {
        using var answer = await sent;
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Stop)}");
        return await answer.CodeAsync();
    }

    private static IEnumerable<string?> Steps(JsonElement view, string name) =>
        view.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty(name).GetString());
}
