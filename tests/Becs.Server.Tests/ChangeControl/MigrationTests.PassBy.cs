using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Server.ChangeControl;
using static Becs.Server.Tests.ChangeControl.ChangeServer;

namespace Becs.Server.Tests.ChangeControl;

/// <content>A plan takes no case past a check the new version asks before, unless it says why.</content>
public partial class MigrationTests
{
    [Fact]
    public async Task PassBy_WhenTheNewVersionAsksACheckBefore_ThenWhoIsBehindStaysUnlessThePlanSaysWhy()
    {
        var (change, source, target, instances) = await SecondCheckAsync("check");
        var behind = await server.InstanceAsync(instances[0]);

        // Tried: two would get the check, one would pass it by and says so by its name.
        var plan = new { sourceHash = source };
        var tried = await server.SendAsync("val1", HttpMethod.Post, $"/api/changes/{change:D}/plans/dry-run", new { plan });
        Assert.Equal((3, 2), (tried.GetProperty("looked").GetInt32(), tried.GetProperty("movable").GetInt32()));
        var stays = Assert.Single(tried.GetProperty("stay").EnumerateArray());
        Assert.Equal((instances[0], "WouldPassBy:SecondCheck", "Second check"),
            (stays.GetProperty("instance").GetGuid(), stays.GetProperty("reasons")[0].GetString(), stays.GetProperty("wouldPassBy")[0].GetString()));
        var missing = Assert.Single(tried.GetProperty("missing").EnumerateArray());
        Assert.Equal(("SecondCheck", "Second check", 1, true), (Text(missing, "stepId"), Text(missing, "stepText"), missing.GetProperty("cases").GetInt32(),
            missing.GetProperty("mayBePassedBy").GetBoolean()));

        // Carried out: it stays, to the byte, and is listed.
        var first = await server.PlanAsync(change, plan);
        var run = await server.RunAsync(change, first);
        Assert.Equal((2, 1), (run.GetProperty("migrated").GetInt32(), run.GetProperty("stay").GetInt32()));
        Assert.Equal(behind, await server.InstanceAsync(instances[0]));
        var listed = await server.SendAsync("val1", HttpMethod.Get, $"/api/changes/{change:D}/plans/{first:D}/instances");
        Assert.Equal("Second check", listed.EnumerateArray().Single(i => !i.GetProperty("isMigrated").GetBoolean()).GetProperty("wouldPassBy")[0].GetString());
        Assert.Equal(HttpStatusCode.OK, (await server.CompleteAsync(await server.TaskOfAsync(instances[1]))).StatusCode);
        Assert.Equal("SecondCheck", (await server.TaskOfAsync(instances[1])).ActivityId);

        // A plan that names what cannot be passed by, or not why, is no plan.
        Assert.Contains("has no step 'Nowhere'", await RefusedAsync(new { sourceHash = source, passesBy = Passing("Nowhere", "x") }), StringComparison.Ordinal);
        Assert.Contains("'Say' asks and does nothing", await RefusedAsync(new { sourceHash = source, passesBy = Passing("Say", "x") }), StringComparison.Ordinal);
        using (var silent = await server.TrySendAsync("own1", HttpMethod.Post, $"/api/changes/{change:D}/plans/proposal", new { sourceHash = source, passesBy = Passing("SecondCheck", "") }))
        {
            Assert.Equal(HttpStatusCode.BadRequest, silent.StatusCode);
        }

        // Named with the reason: that is signed, shown, carried out, and in the archive.
        var knowing = new { sourceHash = source, passesBy = Passing("SecondCheck", "Checked by two on paper form 7") };
        var (plain, proposal) = (await ProposalAsync(plan), await ProposalAsync(knowing));
        Assert.NotEqual(Text(plain, "signedHash"), Text(proposal, "signedHash"));
        Assert.Equal("Checked by two on paper form 7", Text(Assert.Single(proposal.GetProperty("passesBy").EnumerateArray()), "reason"));
        var second = await server.PlanAsync(change, knowing);
        var shown = (await server.SendAsync("val1", HttpMethod.Get, $"/api/changes/{change:D}/in-flight")).GetProperty("plans").EnumerateArray()
            .Single(p => p.GetProperty("id").GetGuid() == second).GetProperty("passesBy")[0];
        Assert.Equal(("Second check", "Checked by two on paper form 7"), (Text(shown, "stepText"), Text(shown, "reason")));
        Assert.Equal(1, (await server.RunAsync(change, second)).GetProperty("migrated").GetInt32());
        Assert.Equal(target, (await server.InstanceAsync(instances[0])).PackageHash);
        var archive = await DownloadAsync($"/api/changes/{change:D}/validation-archive");
        Assert.Contains(StoredZip.Read(archive).Parts, p => p.Name.StartsWith("plans/plan-2.", StringComparison.Ordinal)
            && Encoding.UTF8.GetString(p.Content.Span).Contains("\"because\":[\"Checked by two on paper form 7\"]", StringComparison.Ordinal));

        // And taken back it is where it was.
        Assert.Equal(1, (await server.RunAsync(change, await server.PlanAsync(change, new { reverses = second }))).GetProperty("migrated").GetInt32());
        var returned = await server.InstanceAsync(instances[0]);
        Assert.Equal((behind.PackageHash, behind.Version), (returned.PackageHash, returned.Version));

        static Dictionary<string, string> Passing(string step, string reason) => new() { [step] = reason };

        Task<JsonElement> ProposalAsync(object asked) => server.SendAsync("own1", HttpMethod.Post, $"/api/changes/{change:D}/plans/proposal", asked);

        async Task<string> RefusedAsync(object asked)
        {
            var refused = await server.SendAsync("own1", HttpMethod.Post, $"/api/changes/{change:D}/plans/proposal", asked, HttpStatusCode.UnprocessableEntity);
            Assert.Equal("CHG-045", Text(refused, "code"));
            return Text(refused, "title");
        }
    }

    /// <summary>Three cases on a version with one task, the first of them behind it; and a version with a second check after it.</summary>
    private async Task<(Guid Change, string Source, string Target, List<Guid> Instances)> SecondCheckAsync(string definition)
    {
        await server.SaveAsync("own1", MigrationServer.Asking(definition));
        var source = Text(await server.ApproveDraftAsync("own1", definition), "packageHash");
        var instances = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            instances.Add(Guid.Parse((await server.StartAsync(definition)).Id));
        }

        Assert.Equal(HttpStatusCode.OK, (await server.CompleteAsync(await server.TaskOfAsync(instances[0]))).StatusCode);
        await server.BeginAsync("own1", definition);
        var draft = JsonNode.Parse((await server.SendAsync(
            "own1", HttpMethod.Get, $"/elsa/api/workflow-definitions/by-definition-id/{definition}?versionOptions=Latest")).GetRawText())!.AsObject();
        var (steps, arrows) = (draft["root"]!["activities"]!.AsArray(), draft["root"]!["connections"]!.AsArray());
        var check = steps.First(s => s!["id"]!.ToString() == "First")!.DeepClone();
        (check["id"], check["nodeId"], check["name"], check["metadata"]) = ("SecondCheck", "SecondCheck", "SecondCheck", new JsonObject { ["displayText"] = "Second check" });
        steps.Add(check);
        arrows.First(a => a!["source"]!["activity"]!.ToString() == "First")!["target"]!["activity"] = "SecondCheck";
        arrows.Add(JsonNode.Parse("""{ "source": { "activity": "SecondCheck", "port": "Done" }, "target": { "activity": "Wait", "port": "In" } }"""));
        await server.SaveAsync("own1", draft);
        var scenario = JsonNode.Parse(Scenario(definition, first: "Becs.HumanTask"))!;
        scenario["answers"]!.AsArray().Add(scenario["answers"]![0]!.DeepClone());
        scenario["expected"]!["path"]!.AsArray().Insert(1, "SecondCheck:Done");
        await server.AttachAsync("own1", definition, scenario.ToJsonString());
        var approved = await server.ApproveDraftAsync("own1", definition);
        return (Id(approved), source, Text(approved, "packageHash"), instances);
    }
}
