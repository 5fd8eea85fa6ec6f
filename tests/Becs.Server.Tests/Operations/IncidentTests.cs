using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Becs.Domain.Signatures;
using Becs.Domain.Sites;
using Becs.Server.Operations;
using Becs.Server.Tests.Faults;
using Becs.Server.Tests.Hosting;
using Becs.Workflows;
using Becs.Workflows.Running;
using Becs.Workflows.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Operations;

/// <summary>What people can do about bursts that fail: try again, skip the step with a signature, cancel; one by one or all of a kind.</summary>
public class IncidentTests
{
    private const string Definition = "test-fault";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Skip_WhenSigned_ThenTheCaseGoesOnWithoutTheStep()
    {
        await using var server = await ServerAsync(incidents: 1);
        var qa = await server.AsAsync("qa1");
        var incident = Assert.Single(await ListAsync(qa, ""));
        var path = $"/api/incidents/{incident.GetProperty("id").GetGuid():D}";

        var retried = await qa.PostAsJsonAsync($"{path}/retry", new { reason = "try" }, Stop);
        var unsigned = await qa.PostAsJsonAsync($"{path}/skip", new { }, Stop);
        var stale = await qa.PostAsJsonAsync($"{path}/skip", new { signature = Sign(new string('0', 64)) }, Stop);
        Assert.Equal(HttpStatusCode.Accepted, retried.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, unsigned.StatusCode);
        Assert.Equal("SIG-409", await stale.CodeAsync());
        incident = Assert.Single(await ListAsync(qa, ""));

        var skipped = await qa.PostAsJsonAsync($"{path}/skip", new { signature = Sign(incident.GetProperty("signedHash").GetString()!) }, Stop);

        Assert.Equal(HttpStatusCode.OK, skipped.StatusCode);
        Assert.Equal("skipped", (await skipped.JsonAsync()).GetProperty("resolution").GetString());
        Assert.Empty(await ListAsync(qa, ""));
        Assert.Single(await ListAsync(qa, "?state=closed"));
        Assert.Single(await ListAsync(qa, "?state=all"));
        await using var scope = server.Services.CreateAsyncScope();
        var instance = (await scope.ServiceProvider.GetRequiredService<IWorkflowInstances>()
            .FindAsync(incident.GetProperty("instanceId").GetString()!, Stop))!;
        Assert.Equal(WorkflowStatus.Finished, instance.Status);
        var audit = await (await server.AsAsync("aud1")).GetStringAsync("/api/audit?pageSize=200", Stop);
        Assert.Contains("incident.skip-signed", audit, StringComparison.Ordinal);
        Assert.Contains("incident.skipped", audit, StringComparison.Ordinal);
    }

    /// <summary>A step that has no plain way on must not be left by it: nothing would follow, and the case would end without a word.</summary>
    [Fact]
    public async Task Skip_WhenTheStepHasSeveralWaysOn_ThenOneMustBeNamed()
    {
        await using var server = new BecsServer(null, null, ("Becs:Roles", "web"));
        var qa = await server.AsAsync("qa1");
        await server.AcceptAsync("""
            { "id": "test-ways.v1", "definitionId": "test-ways", "name": "test-ways", "version": 1,
              "variables": [], "inputs": [], "outputs": [], "outcomes": [],
              "root": { "id": "Flow", "type": "Elsa.Flowchart", "version": 1,
                "activities": [
                  { "id": "Choose", "type": "Elsa.FlowDecision", "version": 1,
                    "condition": { "typeName": "Boolean", "expression": { "type": "JavaScript", "value": "null.broken" } } },
                  { "id": "Yes", "type": "Elsa.WriteLine", "version": 1,
                    "text": { "typeName": "String", "expression": { "type": "Literal", "value": "Here" } } } ],
                "connections": [
                  { "source": { "activity": "Choose", "port": "True" }, "target": { "activity": "Yes", "port": "In" } } ] } }
            """);
        await StartAsync(server, "test-ways");
        var incident = Assert.Single(await ListAsync(qa, ""));
        var path = $"/api/incidents/{incident.GetProperty("id").GetGuid():D}/skip";
        var signature = Sign(incident.GetProperty("signedHash").GetString()!);

        var plain = await qa.PostAsJsonAsync(path, new { signature }, Stop);
        var unknown = await qa.PostAsJsonAsync(path, new { signature, outcome = "Maybe" }, Stop);
        var named = await qa.PostAsJsonAsync(path, new { signature, outcome = "True" }, Stop);

        Assert.Equal(("INC-421", "INC-421"), (await plain.CodeAsync(), await unknown.CodeAsync()));
        Assert.Contains("True, False", await plain.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, named.StatusCode);
        await using var scope = server.Services.CreateAsyncScope();
        var journal = await scope.ServiceProvider.GetRequiredService<IJournal>()
            .ReadAsync(incident.GetProperty("instanceId").GetString()!, 0, 10, Stop);
        Assert.Contains(journal[^1].Records, r => r.ActivityId == "Yes");
    }

    [Fact]
    public async Task Bulk_WhenDryRun_ThenSaysHowManyAndDoesNothing_AndARunTakesExactlyThose()
    {
        await using var server = await ServerAsync(incidents: 3);
        var qa = await server.AsAsync("qa1");

        var dry = await (await qa.PostAsJsonAsync("/api/incidents/bulk", new { action = "Cancel", dryRun = true, activityId = "Break" }, Stop)).JsonAsync();
        var none = await (await qa.PostAsJsonAsync("/api/incidents/bulk", new { action = "Retry", dryRun = true, activityId = "Other" }, Stop)).JsonAsync();
        Assert.Equal((3, 0), (dry.GetProperty("count").GetInt32(), none.GetProperty("count").GetInt32()));
        var listed = await ListAsync(qa, "");
        Assert.Equal(3, listed.Count);
        var two = listed.Take(2).Select(i => i.GetProperty("id").GetGuid()).ToList();
        var chosen = await (await qa.PostAsJsonAsync("/api/incidents/bulk", new { action = "Cancel", dryRun = true, ids = two }, Stop)).JsonAsync();
        Assert.Equal(2, chosen.GetProperty("count").GetInt32());
        Assert.NotEqual(dry.GetProperty("signedHash").GetString(), chosen.GetProperty("signedHash").GetString());
        var nothing = await qa.PostAsJsonAsync("/api/incidents/bulk", new { action = "Cancel", dryRun = true, ids = Array.Empty<Guid>() }, Stop);
        Assert.Equal("INP-400", await nothing.CodeAsync());

        var other = await qa.PostAsJsonAsync(
            "/api/incidents/bulk", new { action = "Retry", dryRun = false, expectedCount = 2, reason = "cause gone" }, Stop);
        Assert.Equal("INC-413", await other.CodeAsync());
        var retried = await (await qa.PostAsJsonAsync(
            "/api/incidents/bulk", new { action = "Retry", dryRun = false, expectedCount = 3, reason = "cause gone" }, Stop)).JsonAsync();
        Assert.Equal(0, retried.GetProperty("done").GetInt32());
        Assert.Equal(3, retried.GetProperty("failed").EnumerateObject().Count());
        Assert.Equal(3, (await ListAsync(qa, "")).Count);

        var again = await (await qa.PostAsJsonAsync("/api/incidents/bulk", new { action = "Cancel", dryRun = true }, Stop)).JsonAsync();
        var cancelled = await (await qa.PostAsJsonAsync("/api/incidents/bulk", new
        {
            action = "Cancel",
            dryRun = false,
            expectedCount = 3,
            signature = Sign(again.GetProperty("signedHash").GetString()!),
        }, Stop)).JsonAsync();
        Assert.Equal(3, cancelled.GetProperty("done").GetInt32());
        Assert.Empty(await ListAsync(qa, ""));
        Assert.All(await ListAsync(qa, "?state=closed"), i => Assert.Equal("cancelled", i.GetProperty("resolution").GetString()));
    }

    /// <summary>What somebody answered is kept with the incident, and applied without being sent again.</summary>
    [Fact]
    public async Task Answer_WhenTheWorkflowFailsAfterIt_ThenItIsKeptAndAppliedByTheSkip()
    {
        await using var server = new BecsServer(null, null, ("Becs:Roles", "web"));
        var (lab, qa) = (await server.AsAsync("lab1"), await server.AsAsync("qa1"));
        await server.AcceptAsync(FaultServer.Definition(
            "test-answer", ("Ask", "Elsa.RunTask", FaultServer.Literal("taskName", "String", "Ask")),
            ("Break", "Elsa.WriteLine", """
                "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "null.broken" } }
                """)));
        var instance = await StartAsync(server, "test-answer");
        await using var scope = server.Services.CreateAsyncScope();
        var waits = await scope.ServiceProvider.GetRequiredService<IBookmarks>().ListByInstanceAsync(instance.ToString("D"), Stop);
        var answer = new
        {
            taskId = Assert.Single(waits).Bookmark.Payload!.Value.GetProperty("taskId").GetString(),
            result = "ready",
            operationId = Guid.CreateVersion7(),
        };
        var door = $"/api/workflow-instances/{instance:D}/requested-task";

        var kept = await lab.PostAsJsonAsync(door, answer, Stop);
        var incident = Assert.Single(await ListAsync(qa, ""));
        var path = $"/api/incidents/{incident.GetProperty("id").GetGuid():D}";
        var retried = await qa.PostAsJsonAsync($"{path}/retry", new { reason = "try" }, Stop);
        incident = Assert.Single(await ListAsync(qa, ""));
        var skipped = await qa.PostAsJsonAsync($"{path}/skip", new { signature = Sign(incident.GetProperty("signedHash").GetString()!) }, Stop);
        var repeated = await lab.PostAsJsonAsync(door, answer, Stop);

        Assert.Equal(
            [HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.OK, HttpStatusCode.OK],
            new[] { kept, retried, skipped, repeated }.Select(a => a.StatusCode));
        Assert.Equal("skipped", (await skipped.JsonAsync()).GetProperty("resolution").GetString());
        var first = await repeated.JsonAsync();
        Assert.Equal((instance, answer.taskId), (first.GetProperty("instanceId").GetGuid(), first.GetProperty("taskId").GetString()));
        var journal = await scope.ServiceProvider.GetRequiredService<IJournal>().ReadAsync(instance.ToString("D"), 0, 10, Stop);
        Assert.Equal(["Start", "SkipActivity"], journal.Select(j => j.Stimulus));
    }

    private static async Task<BecsServer> ServerAsync(int incidents)
    {
        var server = new BecsServer(null, null, ("Becs:Roles", "web"));
        using var started = server.CreateClient();
        await server.AcceptAsync(FaultServer.Definition(
            Definition, ("Break", "Elsa.WriteLine", """
                "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "null.broken" } }
                """),
            ("Say", "Elsa.WriteLine", FaultServer.Literal("text", "String", "Here"))));
        for (var i = 0; i < incidents; i++)
        {
            await StartAsync(server, Definition);
        }

        return server;
    }

    private static async Task<Guid> StartAsync(BecsServer server, string definition)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var site = (await scope.ServiceProvider.GetRequiredService<ISites>().AllAsync(Stop)).Single(s => s.Code == "NOR").Id.Value;
        return (await server.Services.GetRequiredService<OperationRunner>().RunAsync(
            OperationRequest.System(Guid.CreateVersion7(), "test.start", site),
            (own, token) => server.Services.GetRequiredService<BurstRunner>().StartAsync(own, definition, new BurstStimulus.Start(), token),
            Stop)).Value;
    }

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(HttpClient qa, string query) =>
        [.. (await (await qa.GetAsync($"/api/incidents{query}", Stop)).JsonAsync()).GetProperty("items").EnumerateArray()];

    private static object Sign(string hash) => new
    {
        userName = "qa1",
        password = "Demo-2026!",
        meaning = SignatureMeanings.Reviewed,
        reason = "looked into",
        signedHash = hash,
    };
}
