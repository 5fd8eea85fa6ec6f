using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Domain.Signatures;
using Becs.Server.Audit;
using Becs.Server.Tests.ChangeControl;
using Becs.Server.Tests.Hosting;

namespace Becs.Server.Tests.Audit;

/// <summary>A case through the doors: begun, its workflow changed, rights taken, somebody refused, answered; asked for before and after each.</summary>
public sealed class TimeMachineTests(MigrationServer server) : IClassFixture<MigrationServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Instance_WhenAskedForAtEachMoment_ThenAsItStoodThen()
    {
        const string Definition = "past-case";
        await server.SaveAsync("own1", MigrationServer.Asking(Definition));
        var first = ChangeServer.Text(await server.ApproveDraftAsync("own1", Definition), "packageHash");
        var began = Next();
        var instance = Guid.Parse((await server.StartAsync(Definition)).Id);
        var task = await server.TaskOfAsync(instance);
        var changed = Next();
        await server.BeginAsync("own1", Definition);
        await server.EditAsync("own1", Definition, "two");
        var second = ChangeServer.Text(await server.ApproveDraftAsync("own1", Definition), "packageHash");
        var revoked = Next();
        await RevokeAsync("lab2");
        var refused = Next();
        using (var other = await (await server.AsAsync("rel1")).PostAsJsonAsync(
            $"/api/tasks/{task.Id.Value:D}/complete", new { operationId = Guid.CreateVersion7(), expectedRevision = task.Revision, outcome = "Done" }, Stop))
        {
            Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
        }

        var answered = Next();
        Assert.Equal(HttpStatusCode.OK, (await server.CompleteAsync(task)).StatusCode);
        Next();

        Assert.Equal("not-started", Text(await AtAsync(instance, began.AddMicroseconds(-1)), "state"));
        var open = await AtAsync(instance, began);
        Assert.Equal(("suspended", "First"), (Text(open, "state"), Text(Assert.Single(open.GetProperty("open").EnumerateArray()), "activityId")));
        Assert.Equal((first, first), (Hash(open, "ranUnder"), Hash(open, "effective")));
        Assert.Equal("Quinn Quality", SignerOf(open));
        var before = await AtAsync(instance, changed.AddMicroseconds(-1));
        Assert.Equal((first, first), (Hash(before, "ranUnder"), Hash(before, "effective")));
        var after = await AtAsync(instance, changed);
        Assert.Equal((first, second), (Hash(after, "ranUnder"), Hash(after, "effective")));

        Assert.Equal(["lab1", "lab2", "lab3"], Could(await AtAsync(instance, revoked.AddMicroseconds(-1))));
        Assert.Equal(["lab1", "lab3"], Could(await AtAsync(instance, revoked)));

        Assert.Empty((await AtAsync(instance, refused.AddMicroseconds(-1))).GetProperty("refusals").EnumerateArray());
        var told = Assert.Single((await AtAsync(instance, refused)).GetProperty("refusals").EnumerateArray());
        Assert.Equal("rel1", Text(told, "userName"));
        Assert.Contains("TSK-011", Text(told, "told"), StringComparison.Ordinal);

        Assert.Single((await AtAsync(instance, answered.AddMicroseconds(-1))).GetProperty("tasks").EnumerateArray());
        var later = await AtAsync(instance, answered);
        Assert.Empty(later.GetProperty("tasks").EnumerateArray());
        var wait = Assert.Single(later.GetProperty("open").EnumerateArray());
        Assert.Equal(("Wait", answered.AddHours(1)), (Text(wait, "activityId"), wait.GetProperty("dueAt").GetDateTime()));
        Assert.Contains(later.GetProperty("done").EnumerateArray(), l => Text(l, "who") == "lab1");
    }

    /// <summary>A plan's own move is a move: from then on the case waits under the new id, before it under the old one, and again after it was taken back.</summary>
    [Fact]
    public async Task Instance_WhenAPlanGaveItsStepAnotherId_ThenUnderTheIdOfEachMoment()
    {
        const string Definition = "past-name";
        await server.SaveAsync("own1", MigrationServer.Asking(Definition));
        var source = ChangeServer.Text(await server.ApproveDraftAsync("own1", Definition), "packageHash");
        var instance = Guid.Parse((await server.StartAsync(Definition)).Id);
        var task = (await server.TaskOfAsync(instance)).Id.Value;
        await server.BeginAsync("own1", Definition);
        var draft = (await server.SendAsync("own1", HttpMethod.Get, $"/elsa/api/workflow-definitions/by-definition-id/{Definition}?versionOptions=Latest")).GetRawText();
        await server.SaveAsync("own1", JsonNode.Parse(draft.Replace("\"First\"", "\"Ask\"", StringComparison.Ordinal))!.AsObject());
        await server.AttachAsync("own1", Definition, ChangeServer.Scenario(Definition, first: "Becs.HumanTask").Replace("First:", "Ask:", StringComparison.Ordinal));
        var approved = await server.ApproveDraftAsync("own1", Definition);
        var change = ChangeServer.Id(approved);
        var plan = await server.PlanAsync(change, new { sourceHash = source, mapping = new Dictionary<string, string> { ["First"] = "Ask" } });
        var over = Next();
        Assert.Equal(1, (await server.RunAsync(change, plan)).GetProperty("migrated").GetInt32());
        var way = await server.PlanAsync(change, new { reverses = plan });
        var back = Next();
        Assert.Equal(1, (await server.RunAsync(change, way)).GetProperty("migrated").GetInt32());
        Next();

        foreach (var (at, step, package) in new[]
        {
            (over.AddMicroseconds(-1), "First", source), (over, "Ask", ChangeServer.Text(approved, "packageHash")),
            (back.AddMicroseconds(-1), "Ask", ChangeServer.Text(approved, "packageHash")), (back, "First", source),
        })
        {
            var view = await AtAsync(instance, at);
            var open = Assert.Single(view.GetProperty("open").EnumerateArray());
            Assert.Equal((step, step, task), (Text(open, "activityId"), Text(Assert.Single(view.GetProperty("tasks").EnumerateArray()), "activityId"), open.GetProperty("taskId").GetGuid()));
            Assert.Equal(package, Hash(view, "ranUnder"));
        }
    }

    [Fact]
    public async Task Instance_WhenAskedByWhomOrForWhenItMayNot_ThenRefusedByName()
    {
        await server.SaveAsync("own1", MigrationServer.Asking("past-door"));
        await server.ApproveDraftAsync("own1", "past-door");
        var instance = (await server.StartAsync("past-door")).Id;
        var now = PastMoment.Text(server.Clock.GetUtcNow().UtcDateTime);

        Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync("lab1", $"workflow-instances/{instance}/at?time={now}")).StatusCode);
        Assert.Equal("AUD-405", await (await GetAsync("aud1", $"workflow-instances/{instance}/at")).CodeAsync());
        Assert.Equal("AUD-406", await (await GetAsync("aud1", $"workflow-instances/{instance}/at?time={PastMoment.Text(server.Clock.GetUtcNow().UtcDateTime.AddSeconds(1))}")).CodeAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("aud1", $"workflow-instances/{Guid.CreateVersion7():D}/at?time={now}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("aud1", $"units/W123426999999/E0336V00/at?time={now}")).StatusCode);
        var found = await (await GetAsync("aud1", $"time-machine?record={instance}")).JsonAsync();
        Assert.Equal($"/workflow-instances/{instance}/at", Text(Assert.Single(found.EnumerateArray()), "url"));
        Assert.Equal(0, (await (await GetAsync("aud1", "time-machine?record=nothing")).JsonAsync()).GetArrayLength());
    }

    /// <summary>The moment at which the next thing happens: the clock stands still until it is asked again.</summary>
    private DateTime Next()
    {
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        return server.Clock.GetUtcNow().UtcDateTime;
    }

    private async Task RevokeAsync(string user)
    {
        var accounts = await server.SendAsync("adm1", HttpMethod.Get, "/api/accounts?pageSize=200");
        var id = accounts.GetProperty("items").EnumerateArray().Single(a => Text(a, "userName") == user).GetProperty("id").GetGuid();
        await server.SendAsync("adm1", HttpMethod.Put, $"/api/accounts/{id:D}/roles", new { roles = new[] { "hospital" }, reason = "moved" });
    }

    private async Task<JsonElement> AtAsync(Guid instance, DateTime at) =>
        await server.SendAsync("aud1", HttpMethod.Get, $"/api/workflow-instances/{instance:D}/at?time={PastMoment.Text(at)}");

    private async Task<HttpResponseMessage> GetAsync(string user, string address) => await (await server.AsAsync(user)).GetAsync($"/api/{address}", Stop);

    private static string SignerOf(JsonElement view)
    {
        var package = view.GetProperty("effective");
        Assert.Equal(SignatureMeanings.Approved, Text(package, "meaning"));
        return Text(package, "signedBy");
    }

    private static IEnumerable<string> Could(JsonElement view) => Assert.Single(view.GetProperty("tasks").EnumerateArray()).GetProperty("signers").GetProperty("could")
        .EnumerateArray().Select(p => Text(p, "userName"));

    private static string Hash(JsonElement view, string name) => Text(view.GetProperty(name), "packageHash");

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
