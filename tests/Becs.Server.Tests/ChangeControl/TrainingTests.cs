using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Domain.Shared;
using Becs.Domain.Tasks;
using Becs.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static Becs.Server.Tests.ChangeControl.ChangeServer;

namespace Becs.Server.Tests.ChangeControl;

/// <summary>It is 9 June at the first site, and 10 June in UTC.</summary>
public sealed class TrainingServer() : ChangeServer(new FakeTimeProvider(new DateTimeOffset(2027, 6, 10, 2, 0, 0, TimeSpan.Zero)))
{
    public const string Today = "2027-06-09";
}

/// <summary>Training gates what a role grants, and what a version asks of people is asked before they work by it.</summary>
[Trait(Needs.Cost, Needs.Slow)]
public sealed partial class TrainingTests(TrainingServer server) : IClassFixture<TrainingServer>
{
    private const string Gated = "holds.place";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gate_WhenAPermissionNeedsTraining_ThenHeldFromDayToDayOfTheSiteAndRefusalsAreOnRecord()
    {
        var lab = await AccountAsync("lab1");
        Assert.NotEqual(HttpStatusCode.Forbidden, await PlaceAsync());
        await server.SendAsync("qa1", HttpMethod.Put, $"/api/training/gates/{Gated}", new { isGated = true, reason = "SOP-40" });
        Assert.Equal("TRN-409", await RefusedAsync("lab1", "/api/holds", new { }, 403));
        Assert.Contains(Gated, (await server.SendAsync("lab1", HttpMethod.Get, "/api/my-training")).GetProperty("records").GetProperty("missing").GetRawText(), StringComparison.Ordinal);
        var audit = (await server.SendAsync("aud1", HttpMethod.Get, "/api/audit?pageSize=200")).GetRawText();
        Assert.Contains("TRN-409", audit, StringComparison.Ordinal);

        await GiveAsync("qa1", lab, "2027-05-01", "2027-06-08"); // the last day was yesterday
        Assert.Equal(HttpStatusCode.Forbidden, await PlaceAsync());
        var record = await GiveAsync("adm1", lab, TrainingServer.Today, TrainingServer.Today); // first and last day, at the site
        Assert.NotEqual(HttpStatusCode.Forbidden, await PlaceAsync());
        await server.SendAsync("qa1", HttpMethod.Post, $"/api/training/records/{Id(record):D}/end", new { reason = "Another person was meant" });
        Assert.Equal(HttpStatusCode.Forbidden, await PlaceAsync());
        Assert.Equal("TRN-412", await RefusedAsync("qa1", $"/api/training/records/{Id(record):D}/end", new { reason = "x" }, 409));
        await server.SendAsync("qa1", HttpMethod.Put, $"/api/training/gates/{Gated}", new { isGated = false, reason = "not needed" });
        Assert.NotEqual(HttpStatusCode.Forbidden, await PlaceAsync());

        audit = (await server.SendAsync("aud1", HttpMethod.Get, $"/api/audit?subjectKind=account&subjectId={lab:D}&pageSize=50")).GetRawText();
        Assert.Contains("training.recorded", audit, StringComparison.Ordinal);
        Assert.Contains("training.ended", audit, StringComparison.Ordinal);
        var told = await ToldAsync();
        Assert.Equal(
            (2, 1, 2), // two records, one ended; the gate set and lifted
            (told.Count(e => e == $"TrainingRecorded account {lab:D}"), told.Count(e => e == $"TrainingRecordEnded account {lab:D}"),
                told.Where(e => e.StartsWith("TrainingGateSet system", StringComparison.Ordinal)).GroupBy(e => e).Max(g => g.Count())));
    }

    [Fact]
    public async Task Records_WhenKept_ThenByOthersOnlyAndNeverAgainstAnEmergency()
    {
        var (qa, rel) = (await AccountAsync("qa1"), await AccountAsync("rel1"));
        object Body(Guid account, string until = TrainingServer.Today) => new { accountId = account, permission = "components.release", trainedOn = TrainingServer.Today, validUntil = until, evidence = "SOP-9" };
        Assert.Equal("TRN-010", await RefusedAsync("qa1", "/api/training/records", Body(qa), 422));
        Assert.Equal("ACC-403", await RefusedAsync("rel2", "/api/training/records", Body(rel), 403));
        Assert.Equal("TRN-003", await RefusedAsync("qa1", "/api/training/records", Body(rel, "2027-06-08"), 400));
        Assert.Equal("ACC-404", await RefusedAsync("qa1", "/api/training/records", Body(Guid.CreateVersion7()), 404));
        using var never = await server.TrySendAsync("qa1", HttpMethod.Put, "/api/training/gates/tasks.work", new { isGated = true, reason = "x" });
        Assert.Equal("TRN-011", await never.CodeAsync());

        // The demonstration's people come trained, and everybody can see by what.
        var shown = await server.SendAsync("qa1", HttpMethod.Get, $"/api/training/accounts/{rel:D}");
        Assert.Contains(shown.GetProperty("records").EnumerateArray(), r => Text(r, "permission") == "components.release" && r.GetProperty("isValid").GetBoolean());
        Assert.Equal(0, shown.GetProperty("missing").GetArrayLength());
    }

    [Fact]
    public async Task Task_WhenItsVersionAsksForTraining_ThenDoneAfterItWasAcknowledgedAndOlderCasesGoOn()
    {
        await server.SaveAsync("own1", MigrationServer.Asking("trained"));
        await server.ApproveDraftAsync("own1", "trained");
        var before = await StartedAsync("trained");
        await server.BeginAsync("own1", "trained");
        await server.EditAsync("own1", "trained", "two");
        var change = await SubmitAsync("trained", "laboratory");
        Assert.Equal((0, 3), await ProgressAsync(change));
        await ApproveAsync(change);
        var after = await StartedAsync("trained");

        var asked = await LackedAsync("lab2", after);
        Assert.Equal((2, true), (asked.GetProperty("version").GetInt32(), asked.GetProperty("stops").GetBoolean()));
        Assert.Equal("SOP-7 v3", Text(Assert.Single(asked.GetProperty("toAcknowledge").EnumerateArray()), "document"));
        Assert.Equal(JsonValueKind.Null, (await LackedAsync("lab2", before)).ValueKind);
        Assert.Equal(JsonValueKind.Null, (await LackedAsync("rel1", after)).ValueKind); // asked of another role
        using (var refused = await CompleteAsync("lab2", after))
        {
            var problem = await refused.JsonAsync();
            Assert.Equal((HttpStatusCode.Forbidden, "TRN-408"), (refused.StatusCode, Text(problem, "code")));
            Assert.Contains("/training", problem.GetRawText(), StringComparison.Ordinal);
        }

        Assert.Equal("TRN-408", await RefusedAsync("lab2", $"/api/tasks/{after.Id.Value:D}/claim", new { operationId = Guid.CreateVersion7(), expectedRevision = after.Revision }, 403));
        using (var old = await CompleteAsync("lab2", before))
        {
            Assert.Equal(HttpStatusCode.OK, old.StatusCode); // a case of the former version asks for nothing
        }

        var need = Assert.Single((await server.SendAsync("lab2", HttpMethod.Get, "/api/my-training")).GetProperty("toAcknowledge").EnumerateArray());
        Assert.Equal("TRN-407", await RefusedAsync("rel1", Acknowledge(need), Signed("rel1", need), 403));
        Assert.Equal("TRN-411", await RefusedAsync("lab2", Acknowledge(need), new { signature = Sign("lab2", "acknowledged", new string('a', 64)) }, 409));
        await server.SendAsync("lab2", HttpMethod.Post, Acknowledge(need), Signed("lab2", need));
        Assert.Equal("TRN-413", await RefusedAsync("lab2", Acknowledge(need), Signed("lab2", need), 409));
        Assert.Equal(JsonValueKind.Null, (await LackedAsync("lab2", after)).ValueKind);
        Assert.Contains($"WorkflowVersionAcknowledged change {change:D}", await ToldAsync());
        Assert.Equal((1, 3), await ProgressAsync(change));
        using (var other = await CompleteAsync("lab1", after))
        {
            Assert.Equal("TRN-408", await other.CodeAsync());
        }

        using var done = await CompleteAsync("lab2", after);
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
    }

    [Fact]
    public async Task Task_WhenItIsAnEmergencyIssue_ThenNobodyIsStoppedAndItIsOnRecord()
    {
        var definition = MigrationServer.Asking("bleeding");
        definition["root"]!["activities"]![0]!["permission"]!["expression"]!["value"] = Permissions.UnitsIssueEmergency;
        await server.SaveAsync("own1", definition);
        await server.AttachAsync("own1", "bleeding", Scenario("bleeding", first: "Becs.HumanTask"));
        await ApproveAsync(await SubmitAsync("bleeding", "issue"));
        var task = await StartedAsync("bleeding");

        await server.SendAsync("qa1", HttpMethod.Put, $"/api/training/gates/{Permissions.UnitsIssueEmergency}", new { isGated = true, reason = "SOP-41" });
        var lacked = await LackedAsync("iss1", task);
        Assert.Equal((false, Permissions.UnitsIssueEmergency), (lacked.GetProperty("stops").GetBoolean(), Text(lacked, "unrecorded")));

        using var done = await CompleteAsync("iss1", task);

        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        await server.SendAsync("qa1", HttpMethod.Put, $"/api/training/gates/{Permissions.UnitsIssueEmergency}", new { isGated = false, reason = "SOP-41" });
        var audit = (await server.SendAsync("aud1", HttpMethod.Get, $"/api/audit?subjectKind=task&subjectId={task.Id.Value:D}&pageSize=50")).GetRawText();
        Assert.Contains("task.done-without-training", audit, StringComparison.Ordinal);
        Assert.Contains($"SOP-7 v3, {Permissions.UnitsIssueEmergency}", audit, StringComparison.Ordinal);
        Assert.Contains($"TaskDoneWithoutTraining task {task.Id.Value:D}", await ToldAsync());
    }

    private static string Acknowledge(JsonElement need) => $"/api/my-training/{Id(need):D}/acknowledge";

    private static object Signed(string user, JsonElement need) => new { signature = Sign(user, "acknowledged", Text(need, "signedHash")) };

    private async Task<HttpStatusCode> PlaceAsync()
    {
        using var answer = await server.TrySendAsync("lab1", HttpMethod.Post, "/api/holds", new { });
        return answer.StatusCode;
    }

    private Task<JsonElement> GiveAsync(string by, Guid account, string from, string until) => server.SendAsync(
        by, HttpMethod.Post, "/api/training/records", new { accountId = account, permission = Gated, trainedOn = from, validUntil = until, evidence = "SOP-40" }, HttpStatusCode.Created);

    private async Task<Guid> AccountAsync(string user) => (await server.SendAsync("adm1", HttpMethod.Get, "/api/accounts?pageSize=100")).GetProperty("items")
        .EnumerateArray().Single(a => Text(a, "userName") == user).GetProperty("id").GetGuid();

    private async Task<Guid> SubmitAsync(string definition, string role)
    {
        var proposal = await server.ProposeAsync("own1", definition);
        var details = JsonSerializer.SerializeToNode(Details())!.AsObject();
        details["trainings"] = new JsonArray(new JsonObject { ["role"] = role, ["title"] = "The new text", ["document"] = "SOP-7 v3" });
        return Id(await server.SendAsync("own1", HttpMethod.Post, "/api/changes",
            new { definitionId = definition, details, signature = Sign("own1", "authored", Text(proposal, "signedHash")) }, HttpStatusCode.Created));
    }

    private async Task ApproveAsync(Guid change)
    {
        await server.StepAsync("val1", change, "review", "reviewed", new { accept = true });
        await server.StepAsync("qa1", change, "approve", "approved");
    }

    private async Task<(int Done, int People)> ProgressAsync(Guid change)
    {
        var only = Assert.Single((await server.SendAsync("val1", HttpMethod.Get, $"/api/changes/{change:D}/training")).EnumerateArray());
        return (only.GetProperty("done").GetInt32(), only.GetProperty("people").GetInt32());
    }

    private async Task<WorkTask> StartedAsync(string definition)
    {
        var instance = Guid.Parse((await server.StartAsync(definition)).Id);
        await using var scope = server.Services.CreateAsyncScope();
        return Assert.Single(await scope.ServiceProvider.GetRequiredService<ITasks>().OpenOfInstanceAsync(instance, Stop));
    }

    private async Task<HttpResponseMessage> CompleteAsync(string user, WorkTask task) => await (await server.AsAsync(user)).PostAsJsonAsync(
        $"/api/tasks/{task.Id.Value:D}/complete", new { operationId = Guid.CreateVersion7(), expectedRevision = task.Revision, outcome = "Done" }, Stop);

    private async Task<string?> RefusedAsync(string user, string address, object body, int status)
    {
        using var answer = await server.TrySendAsync(user, HttpMethod.Post, address, body);
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Stop)}");
        return await answer.CodeAsync();
    }
}
