using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Becs.Server.Operations;
using Becs.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.BadInput;

/// <summary>Completions of a task that cannot be accepted; in the end the right one is, once.</summary>
[Trait(Needs.Cost, Needs.Slow)]
public class TaskTests
{
    private static readonly object Finding = new { findingCode = "no-fault-found", unitsInspected = true };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Complete_WhenTheSubmissionIsWrong_ThenRefusedAndTheTaskStaysAsItWas()
    {
        await using var server = new BecsServer();
        var laboratory = await server.AsAsync("lab1");
        var (path, revision) = await InvestigationAsync(server, laboratory);

        await (await SendAsync(laboratory, path, revision, "Shrug")).RefusedAsync(HttpStatusCode.BadRequest, "TSK-004", "outcome");
        await (await SendAsync(laboratory, path, revision + 7)).RefusedAsync(HttpStatusCode.Conflict, "TSK-409", path[^36..]);
        await (await SendAsync(laboratory, path, 0)).RefusedAsync(HttpStatusCode.BadRequest, "INP-400", "expectedRevision");
        await (await SendAsync(laboratory, path.Replace(path[^36..], "01980000-0000-7000-8000-000000000001", StringComparison.Ordinal), revision))
            .RefusedAsync(HttpStatusCode.NotFound, "TSK-404", "01980000-0000-7000-8000-000000000001");
        await (await SendAsync(await server.AsAsync("aud1"), path, revision)).RefusedAsync(HttpStatusCode.Forbidden, "ACC-403", "tasks.work");
        await (await SendAsync(await server.AsAsync("lab2", site: "WES"), path, revision))
            .RefusedAsync(HttpStatusCode.NotFound, "TSK-404", path[^36..]);

        foreach (var code in new[] { "TSK-004", "TSK-409", "TSK-404" })
        {
            Assert.NotEmpty(await server.RefusalsAsync("lab1", code));
        }

        var task = (await laboratory.GetFromJsonAsync<JsonElement>(path, Stop)).GetProperty("task");
        Assert.Equal(revision, task.GetProperty("revision").GetInt32());
        Assert.Equal("open", task.GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("""{"unitsInspected":true}""", "data.findingCode")]
    [InlineData("""{"findingCode":"ghosts","unitsInspected":true}""", "data.findingCode")]
    [InlineData("""{"findingCode":7,"unitsInspected":true}""", "data.findingCode")]
    [InlineData("""{"findingCode":"no-fault-found","unitsInspected":false}""", "data.unitsInspected")]
    [InlineData("""{"findingCode":"no-fault-found","unitsInspected":true,"ghosts":3}""", "data.ghosts")]
    public async Task Complete_WhenAnAnswerIsMissingOrWrong_Then422NamesTheFieldAndTheAttemptIsAudited(string data, string field)
    {
        await using var server = new BecsServer();
        var laboratory = await server.AsAsync("lab1");
        var (path, revision) = await InvestigationAsync(server, laboratory);

        var answer = await SendAsync(laboratory, path, revision, data: JsonDocument.Parse(data).RootElement);

        await answer.RefusedAsync((HttpStatusCode)422, "FRM-001", field);
        Assert.NotEmpty(await server.RefusalsAsync("lab1", "FRM-001"));
    }

    [Fact]
    public async Task Complete_WhenSentAgain_ThenTheFirstAnswerAndNothingTwice()
    {
        await using var server = new BecsServer();
        var laboratory = await server.AsAsync("lab1");
        var (path, revision) = await InvestigationAsync(server, laboratory);
        var operation = Guid.CreateVersion7();

        var first = await SendAsync(laboratory, path, revision, operation: operation);
        var second = await SendAsync(laboratory, path, revision, operation: operation);
        var other = await SendAsync(laboratory, path, revision, data: new { findingCode = "confirmed", unitsInspected = true }, operation: operation);
        var stranger = await SendAsync(await server.AsAsync("lab2"), path, revision, operation: operation);
        var again = await SendAsync(laboratory, path, revision);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(Stop), await second.Content.ReadAsStringAsync(Stop));
        await other.RefusedAsync(HttpStatusCode.Conflict, "OP-409", operation.ToString("D"));
        await stranger.RefusedAsync(HttpStatusCode.Conflict, "OP-409", operation.ToString("D"));
        await again.RefusedAsync(HttpStatusCode.Conflict, "TSK-409", path[^36..]);
        Assert.Equal(1, await (await server.AsAsync("rel1")).CountAsync("/api/tasks?process=quarantine"));
    }

    [Fact]
    public async Task Complete_WhenTheSignatureIsNotOfWhatWasShown_ThenRefusedAndAudited()
    {
        await using var server = new BecsServer();
        var laboratory = await server.AsAsync("lab1");
        var (path, revision) = await InvestigationAsync(server, laboratory);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(laboratory, path, revision)).StatusCode);
        var release = await server.AsAsync("rel1");
        var cosign = await OnlyTaskAsync(release);
        var (signing, signed) = ($"/api/tasks/{cosign.GetProperty("id").GetGuid():D}", cosign.GetProperty("revision").GetInt32());
        var shown = await release.GetFromJsonAsync<JsonElement>(signing, Stop);
        var hash = shown.GetProperty("signedHash").GetString()!;
        HoldIsShown(shown, await (await server.AsAsync("own1")).GetFromJsonAsync<JsonElement>(signing, Stop));
        var outcome = cosign.GetProperty("outcomes")[0].GetString()!;
        object reviewed = new { recordsReviewed = true };

        Task<HttpResponseMessage> SignAsync(string signedHash, string password = "Demo-2026!", string? meaning = null, string user = "rel1") =>
            SendAsync(release, signing, signed, outcome, reviewed, signature: new
            {
                userName = user,
                password,
                meaning = meaning ?? cosign.GetProperty("signatureMeanings")[0].GetString(),
                reason = "checked",
                signedHash,
            });

        await (await SendAsync(release, signing, signed, outcome, reviewed)).RefusedAsync((HttpStatusCode)422, "TSK-005", "signature");
        await (await SignAsync("shown")).RefusedAsync(HttpStatusCode.BadRequest, "INP-400", "signature.signedHash");
        await (await SignAsync(new string('0', 64))).RefusedAsync(HttpStatusCode.Conflict, "TSK-410", signing[^36..]);
        await (await SignAsync(hash, meaning: "whatever")).RefusedAsync(HttpStatusCode.BadRequest, "SIG-001", "signature.meaning");
        Assert.NotEqual(HttpStatusCode.OK, (await SignAsync(hash, password: "wrong")).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await SignAsync(hash, user: "rel2")).StatusCode);
        Assert.NotEmpty(await server.RefusalsAsync("rel1", "TSK-410"));
        Assert.NotEmpty(await server.RefusalsAsync("rel1", "TSK-005"));

        Assert.Equal(HttpStatusCode.OK, (await SignAsync(hash)).StatusCode);
    }

    /// <summary>Why it is held stands beside the signature, for those whose work it is; others who may read tasks see none of it.</summary>
    private static void HoldIsShown(JsonElement shown, JsonElement toAnother)
    {
        var record = shown.GetProperty("hold");
        var hold = record.GetProperty("hold");
        Assert.Equal(("manual", "lab1"), (hold.GetProperty("reasonCode").GetString(), hold.GetProperty("placedBy").GetString()));
        Assert.Equal(("RG-77", "lab1"), (record.GetProperty("name").GetString(), record.GetProperty("proposedBy").GetString()));
        Assert.Equal("RG-77", shown.GetProperty("task").GetProperty("subjectDisplay").GetString());
        Assert.Equal(JsonValueKind.Null, toAnother.GetProperty("hold").ValueKind);
    }

    private static async Task<(string Path, int Revision)> InvestigationAsync(BecsServer server, HttpClient laboratory)
    {
        var lot = await (await server.AsAsync("adm1")).PostAsJsonAsync(
            "/api/lots", new { kind = "reagent", number = "RG-77", manufacturer = "Reagents Inc", expiresOn = "2099-01-01" }, Stop);
        var held = await laboratory.PostAsJsonAsync(
            "/api/holds", new { scope = "lot", reasonCode = "manual", lotId = (await lot.JsonAsync()).GetProperty("id").GetGuid() }, Stop);
        Assert.Equal(HttpStatusCode.Created, held.StatusCode);
        Assert.True(await server.Services.GetRequiredService<StimulusPump>().DrainAsync(Stop));
        var task = await OnlyTaskAsync(laboratory);
        return ($"/api/tasks/{task.GetProperty("id").GetGuid():D}", task.GetProperty("revision").GetInt32());
    }

    private static async Task<JsonElement> OnlyTaskAsync(HttpClient client) => Assert.Single(
        (await client.GetFromJsonAsync<JsonElement>("/api/tasks?process=quarantine", Stop)).GetProperty("items").EnumerateArray().ToList());

    private static Task<HttpResponseMessage> SendAsync(
        HttpClient client, string path, int revision, string outcome = "ProposeLift", object? data = null, object? signature = null,
        Guid? operation = null) =>
        client.PostAsJsonAsync($"{path}/complete", new
        {
            operationId = operation ?? Guid.CreateVersion7(),
            expectedRevision = revision,
            outcome,
            data = data ?? Finding,
            signature,
        }, Stop);
}
