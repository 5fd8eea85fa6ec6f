using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Server.Operations;
using Becs.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Operations;

/// <summary>The corridor from end to end on the quarantine workflow: event, start, task, signature, second person, end.</summary>
public class QuarantineTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Quarantine_WhenAHoldIsPlaced_ThenInvestigatedByOneAndLiftedByTheSignatureOfAnother()
    {
        await using var server = new BecsServer();
        var lab = await server.AsAsync("lab1");
        await PlaceHoldAsync(server);
        Assert.True(await server.Services.GetRequiredService<StimulusPump>().DrainAsync(Stop));

        var investigate = await OnlyTaskAsync(lab, "Task.InvestigateHold");
        var careless = await CompleteAsync(lab, investigate, "ProposeLift", data: new { findingCode = "looks-fine", colour = "red" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, careless.StatusCode);
        var errors = (await careless.JsonAsync()).GetProperty("errors");
        Assert.Equal("choice", errors.GetProperty("data.findingCode")[0].GetString());
        Assert.Equal("required", errors.GetProperty("data.unitsInspected")[0].GetString());
        Assert.Equal("unknownField", errors.GetProperty("data.colour")[0].GetString());

        var completed = await CompleteAsync(lab, investigate, "ProposeLift");
        Assert.Equal(HttpStatusCode.OK, completed.StatusCode);

        var release = await server.AsAsync("rel1");
        var cosign = await OnlyTaskAsync(release, "Task.CoSignLift");
        var asked = await CompleteAsync(release, cosign, Outcome(cosign), await HashAsync(release, cosign), data: new { });
        Assert.Equal("FRM-001", await asked.CodeAsync());
        var unsigned = await CompleteAsync(release, cosign, Outcome(cosign));
        Assert.Equal("TSK-005", await unsigned.CodeAsync());
        var stale = await CompleteAsync(release, cosign, Outcome(cosign), hash: new string('0', 64));
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        var wrong = await CompleteAsync(release, cosign, Outcome(cosign), await HashAsync(release, cosign), "not the password");
        Assert.Equal("SIG-010", await wrong.CodeAsync());

        var signed = await CompleteAsync(release, cosign, Outcome(cosign), await HashAsync(release, cosign));
        Assert.Equal(HttpStatusCode.OK, signed.StatusCode);
        var instance = cosign.GetProperty("instanceId").GetGuid();
        var state = await (await release.GetAsync($"/api/workflow-instances/{instance:D}", Stop)).JsonAsync();
        Assert.Equal("Finished", state.GetProperty("status").GetString());
    }

    private static Task PlaceHoldAsync(BecsServer server) =>
        server.Services.GetRequiredService<OperationRunner>().RunAsync(
            OperationRequest.System(server.Services.GetRequiredService<IIdGenerator>().New(), "test.hold"),
            async (scope, token) =>
            {
                var lot = scope.GetRequiredService<IIdGenerator>().New();
                await scope.GetRequiredService<HoldRegister>().PlaceAsync(HoldScope.Lot, lot, HoldReasons.All.First(), null, token);
                return lot;
            }, Stop);

    private static async Task<JsonElement> OnlyTaskAsync(HttpClient client, string titleKey)
    {
        var list = await (await client.GetAsync("/api/tasks?process=quarantine", Stop)).JsonAsync();
        return Assert.Single(list.GetProperty("items").EnumerateArray().ToList(), t => t.GetProperty("titleKey").GetString() == titleKey);
    }

    private static object Answers(JsonElement task) => task.GetProperty("titleKey").GetString() == "Task.InvestigateHold"
        ? new { findingCode = "no-fault-found", unitsInspected = true }
        : new { recordsReviewed = true };

    private static string Outcome(JsonElement task) => task.GetProperty("outcomes")[0].GetString()!;

    private static async Task<string> HashAsync(HttpClient client, JsonElement task) =>
        (await (await client.GetAsync($"/api/tasks/{task.GetProperty("id").GetGuid():D}", Stop)).JsonAsync()).GetProperty("signedHash").GetString()!;

    private static Task<HttpResponseMessage> CompleteAsync(
        HttpClient client, JsonElement task, string outcome, string? hash = null, string password = "Demo-2026!", object? data = null) =>
        client.PostAsJsonAsync($"/api/tasks/{task.GetProperty("id").GetGuid():D}/complete", new
        {
            operationId = Guid.CreateVersion7(),
            expectedRevision = task.GetProperty("revision").GetInt32(),
            outcome,
            data = data ?? Answers(task),
            signature = hash is null ? null : new
            {
                userName = "rel1",
                password,
                meaning = task.GetProperty("signatureMeanings")[0].GetString(),
                reason = "checked",
                signedHash = hash,
            },
        }, Stop);
}
