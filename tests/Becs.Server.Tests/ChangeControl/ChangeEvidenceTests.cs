using Becs.Domain.Shared;
using System.Net;
using System.Text.Json;
using Becs.Server.ChangeControl;
using Becs.Server.Operations;
using Becs.Server.Tests.Hosting;
using Becs.Workflows.Running;
using Microsoft.Extensions.DependencyInjection;
using static Becs.Server.Tests.ChangeControl.ChangeServer;

namespace Becs.Server.Tests.ChangeControl;

/// <summary>Scenarios and history as evidence: what they show, what they lock, what unlocks, through the API.</summary>
[Trait(Needs.Cost, Needs.Slow)]
public class ChangeEvidenceTests(ChangeServer server) : IClassFixture<ChangeServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Review_WhenBranchesAreNotCovered_ThenLockedUntilEachGapIsJustified()
    {
        await server.SaveAsync("own1", Definition("bare"));
        var proposal = await server.ProposeAsync("own1", "bare");
        var id = Id(await server.SendAsync("own1", HttpMethod.Post, "/api/changes",
            new { definitionId = "bare", details = Details(), signature = Sign("own1", "authored", Text(proposal, "signedHash")) }, HttpStatusCode.Created));

        using (var answer = await server.TryAsync("val1", id, "review", "reviewed", new { accept = true }))
        {
            var problem = await answer.JsonAsync();
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "CHG-050"), (answer.StatusCode, Text(problem, "code")));
            Assert.Contains("First:Done, Wait:Done, Say:Done", problem.GetRawText(), StringComparison.Ordinal);
        }

        var coverage = await server.SendAsync("aud1", HttpMethod.Get, $"/api/changes/{id:D}/coverage");
        Assert.Equal(0, coverage.GetProperty("branchPercent").GetInt32());
        Assert.Equal(["Done"], coverage.GetProperty("steps").GetProperty("Wait").GetProperty("missed").EnumerateArray().Select(m => m.GetString()));
        var gaps = (await server.FindAsync(id)).GetProperty("gaps").EnumerateArray().Select(g => new { kind = Text(g, "kind"), key = Text(g, "key") }).ToList();
        Assert.Equal(7, gaps.Count); // three arrows, four steps
        await server.StepAsync("qa1", id, "refuse", "refused", new { comment = "Show it." });

        // Only scenarios are added: the same package is submitted again, and each version has evidence of its own.
        await server.AttachAsync("own1", "bare", Scenario("bare", last: "Say:Other"));
        await AgainAsync(id, "bare");
        var result = Assert.Single((await server.SendAsync("aud1", HttpMethod.Get, $"/api/changes/{id:D}/scenarios")).GetProperty("results").EnumerateArray());
        Assert.Equal((false, 2, "change"), (result.GetProperty("asExpected").GetBoolean(), result.GetProperty("firstDifference").GetInt32(), Text(result, "source")));
        Assert.Equal("CHG-051", await CodeAsync(server.TryAsync("val1", id, "review", "reviewed", new { accept = true }), 422));

        var gap = new { gaps = new[] { new { kind = "scenario", key = "all-the-way" } }, text = "The text of the scenario is at fault, not the way." };
        Assert.Equal("CHG-001", await CodeAsync(server.TryAsync("aud1", id, "justify", "justified", gap), 403));
        Assert.Equal("SIG-003", await CodeAsync(server.TryAsync("own1", id, "justify", "reviewed", gap), 422));
        Assert.Equal("CHG-417", await CodeAsync(server.TryAsync("own1", id, "justify", "justified",
            new { gaps = new[] { new { kind = "branch", key = "First:Done" } }, text = "x" }), 409));
        await server.StepAsync("own1", id, "justify", "justified", gap);
        Assert.Equal("Owen Owner", Text(Assert.Single((await server.FindAsync(id)).GetProperty("justifications").EnumerateArray()), "printedName"));
        await server.StepAsync("val1", id, "review", "reviewed", new { accept = true });
        await server.StepAsync("qa1", id, "approve", "approved");
        var audit = (await server.SendAsync("aud1", HttpMethod.Get, $"/api/audit?subjectKind=change&subjectId={id:D}&pageSize=50")).GetRawText();
        Assert.Contains("change.gap-justified", audit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scenarios_WhenAttachedToADraft_ThenCheckedRunAndKeptForTheNextVersion()
    {
        await server.SaveAsync("own1", Definition("kept"));
        Assert.Equal("CHG-037", await CodeAsync(server.TrySendAsync("own1", HttpMethod.Post, "/api/workflows/kept/scenarios", new { content = "{}" }), 400));
        Assert.Equal("CHG-037", await CodeAsync(server.TrySendAsync(
            "own1", HttpMethod.Post, "/api/workflows/kept/scenarios", new { content = Scenario("other") }), 400));
        Assert.Equal("CHG-405", await CodeAsync(server.TrySendAsync(
            "own2", HttpMethod.Post, "/api/workflows/kept/scenarios", new { content = Scenario("kept") }), 404));
        await server.AttachAsync("own1", "kept", Scenario("kept", "another"));
        await server.AttachAsync("own1", "kept", Scenario("kept"));
        var ran = await server.SendAsync("own1", HttpMethod.Get, "/api/workflows/kept/scenarios");
        Assert.Equal(["all-the-way", "another"], ran.GetProperty("results").EnumerateArray().Select(r => Text(r, "name")));
        Assert.All(ran.GetProperty("coverage").GetProperty("branches").EnumerateArray(), b => Assert.True(b.GetProperty("reached").GetBoolean()));
        await server.SendAsync("own1", HttpMethod.Delete, "/api/workflows/kept/scenarios/another", expected: HttpStatusCode.NoContent);
        Assert.Equal("CHG-407", await CodeAsync(server.TrySendAsync("own1", HttpMethod.Delete, "/api/workflows/kept/scenarios/another"), 404));
        await server.ApproveDraftAsync("own1", "kept");

        await server.BeginAsync("own1", "kept");
        await server.EditAsync("own1", "kept", "two");
        var kept = Assert.Single((await server.SendAsync("own1", HttpMethod.Get, "/api/workflows/kept/scenarios")).GetProperty("results").EnumerateArray());
        Assert.Equal(("all-the-way", "site", true), (Text(kept, "name"), Text(kept, "source"), kept.GetProperty("asExpected").GetBoolean()));
        Assert.False(kept.TryGetProperty("replaces", out _));

        // A change that expects something else under a known name says what it put away; the same once more says nothing.
        await server.AttachAsync("own1", "kept", Scenario("kept").Replace("All the way.", "Nearly.", StringComparison.Ordinal));
        var other = Assert.Single((await server.SendAsync("own1", HttpMethod.Get, "/api/workflows/kept/scenarios")).GetProperty("results").EnumerateArray());
        Assert.Equal(("change", Text(kept, "contentHash")), (Text(other, "source"), Text(other, "replaces")));
        await server.AttachAsync("own1", "kept", Scenario("kept"));
        other = Assert.Single((await server.SendAsync("own1", HttpMethod.Get, "/api/workflows/kept/scenarios")).GetProperty("results").EnumerateArray());
        Assert.False(other.TryGetProperty("replaces", out _));
    }

    [Fact]
    public async Task Replay_WhenCasesAreRecorded_ThenApprovalWaitsForThemAndTheyAreShownSideBySide()
    {
        await server.SaveAsync("own1", Definition("past"));
        await server.ApproveDraftAsync("own1", "past");
        var cases = new List<Guid> { await EndedAsync("past"), await EndedAsync("past"), await EndedAsync("past") };
        await CancelledAsync("past");
        await server.BeginAsync("own1", "past");
        await server.EditAsync("own1", "past", "two");

        // One click: a case becomes a scenario of the draft, without the ids of the case.
        var written = await server.SendAsync("own1", HttpMethod.Post, "/api/workflows/past/scenarios/from-instance", new { instanceId = cases[0] });
        Assert.DoesNotContain(cases[0].ToString("D"), Text(written, "content"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("WFL-404", await CodeAsync(server.TrySendAsync(
            "own1", HttpMethod.Post, "/api/workflows/past/scenarios/from-instance", new { instanceId = Guid.CreateVersion7() }), 404));

        var id = Id(await server.SubmitAsync("own1", "past"));
        await server.StepAsync("val1", id, "review", "reviewed", new { accept = true });
        Assert.Equal("CHG-053", await CodeAsync(server.TryAsync("qa1", id, "approve", "approved"), 422));
        var replay = await server.SendAsync("aud1", HttpMethod.Get, $"/api/changes/{id:D}/replay");
        Assert.Equal((3, 3, 0, 1), (Number(replay, "recorded"), Number(replay, "total"), Number(replay, "done"), Number(replay, "endedOtherwise")));

        var loop = server.Services.GetRequiredService<ReplayLoop>();
        while (await loop.MoveAsync(Stop))
        {
        }

        replay = await server.SendAsync("aud1", HttpMethod.Get, $"/api/changes/{id:D}/replay");
        Assert.Equal((3, 0), (Number(replay, "done"), Number(replay, "different")));
        Assert.Equal(3, Number(replay.GetProperty("classes"), "same"));
        var side = await server.SendAsync("aud1", HttpMethod.Get, $"/api/changes/{id:D}/replay/cases/{cases[0]:D}");
        Assert.Equal("WFL-404", await CodeAsync(server.TrySendAsync("wes1", HttpMethod.Get, $"/api/changes/{id:D}/replay/cases/{cases[0]:D}"), 404));
        Assert.Equal(("same", 4), (Text(side, "class"), side.GetProperty("after").GetArrayLength()));
        await server.StepAsync("qa1", id, "approve", "approved");

        // A version that ends elsewhere: every case is listed.
        await server.BeginAsync("own1", "past");
        var longer = Definition("past", "two");
        longer["root"]!["activities"]!.AsArray().First(a => a!["id"]!.GetValue<string>() == "Done")!["id"] = "Over";
        longer["root"]!["connections"]![2]!["target"]!["activity"] = "Over";
        await server.SaveAsync("own1", longer);
        var next = Id(await server.SubmitAsync("own1", "past"));
        while (await loop.MoveAsync(Stop))
        {
        }

        var listed = await server.SendAsync("aud1", HttpMethod.Get, $"/api/changes/{next:D}/replay/cases?class=other");
        Assert.Equal(3, listed.GetProperty("totalCount").GetInt32());
        Assert.Equal(cases.AsEnumerable().Reverse(), listed.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("instanceId").GetGuid()));
        side = await server.SendAsync("aud1", HttpMethod.Get, $"/api/changes/{next:D}/replay/cases/{cases[1]:D}");
        Assert.Equal(3, Number(side, "firstDifference"));
    }

    private async Task<Guid> EndedAsync(string definition)
    {
        var id = Guid.ParseExact((await server.StartAsync(definition)).Id, "D");
        server.Clock.Advance(TimeSpan.FromMinutes(61));
        while (await server.Services.GetRequiredService<TimerLoop>().FireDueAsync(Stop) > 0)
        {
        }

        return id;
    }

    private async Task CancelledAsync(string definition)
    {
        var instance = (await server.StartAsync(definition)).Id;
        await server.Services.GetRequiredService<OperationRunner>().RunAsync(
            OperationRequest.System(server.Services.GetRequiredService<IIdGenerator>().New(), "test.cancel"),
            async (scope, token) => (await server.Services.GetRequiredService<BurstRunner>()
                .ResumeAsync(scope, instance, new BurstStimulus.Cancel("test"), token)).InstanceId, Stop);
    }

    private async Task AgainAsync(Guid id, string definition)
    {
        var proposal = await server.ProposeAsync("own1", definition);
        await server.SendAsync("own1", HttpMethod.Post, $"/api/changes/{id:D}/submit",
            new { details = Details(), signature = Sign("own1", "authored", Text(proposal, "signedHash")) });
    }

    private static int Number(JsonElement answer, string name) => answer.GetProperty(name).GetInt32();

    private static async Task<string?> CodeAsync(Task<HttpResponseMessage> sent, int status)
    {
        using var answer = await sent;
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Stop)}");
        return await answer.CodeAsync();
    }
}
