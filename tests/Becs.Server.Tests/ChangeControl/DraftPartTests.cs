using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Domain.ChangeControl;
using Becs.Domain.Tasks;
using Becs.Server.Tests.Hosting;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Storage;
using Microsoft.Extensions.DependencyInjection;
using static Becs.Server.Tests.ChangeControl.ChangeServer;

namespace Becs.Server.Tests.ChangeControl;

/// <summary>Forms and workflow tables in a draft: what its author brings is what is submitted, compared, proven and run.</summary>
[Trait(Needs.Cost, Needs.Slow)]
public sealed class DraftPartTests(ChangeServer server) : IClassFixture<ChangeServer>
{
    private const string Unknown = "0000000000000000000000000000000000000000000000000000000000000000";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Parts_WhenAnAuthorBringsThem_ThenTheySubmitCompareAndRunAsThoseBytes()
    {
        await server.SaveAsync("own1", Reading("brings"));
        var draft = Id(await server.BeginAsync("own1", "brings"));
        Assert.Equal("table.missing", await ProblemAsync("own1", "brings", "$.root.activities[2].text.expression.value"));
        var form = await PutAsync("own1", draft, "form", "own.v1", Form(("seen", new { type = "boolean", title = "Seen" })));
        await PutAsync("own1", draft, "table", "limits", Table(5));
        var first = await server.ApproveDraftAsync("own1", "brings");

        var package = await PackageAsync(Text(first, "packageHash"));
        Assert.Equal(Text(form, "contentHash"), WorkflowDraft.HashOf(package.Forms["own.v1"].GetRawText()));
        Assert.Equal(5, package.Tables["limits"].GetProperty("rows")[0].GetProperty("most").GetInt32());
        var old = await StartedTaskAsync("brings");
        Assert.Equal(1, old.FormVersion);

        // The next version: an approved form is frozen, a new version of its key takes its place for new tasks.
        draft = Id(await server.BeginAsync("own1", "brings"));
        var wider = Form(("seen", new { type = "boolean", title = "Seen" }), ("count", new { type = "integer", title = "How many", minimum = 1 }));
        Assert.Equal("CHG-063", await RefusedAsync("own1", draft, "form", "own.v1", wider, 422, Text(form, "contentHash")));
        await PutAsync("own1", draft, "form", "own.v2", wider);
        await PutAsync("own1", draft, "table", "limits", Table(7), ApprovedHash(package.Tables["limits"]));
        var change = Id(await server.SubmitAsync("own1", "brings"));
        var evidence = (await server.FindAsync(change)).GetProperty("evidence").EnumerateArray().Single(e => Text(e, "kind") == "difference");
        var difference = (await server.SendAsync("aud1", HttpMethod.Get, $"/api/changes/{change:D}/evidence/{Text(evidence, "contentHash")}")).GetRawText();
        Assert.Contains("$.forms['own.v2'].properties.count", difference, StringComparison.Ordinal);
        Assert.Contains("$.tables['limits'].rows[0].most", difference, StringComparison.Ordinal);
        await server.StepAsync("val1", change, "review", "reviewed", new { accept = true });
        await server.StepAsync("qa1", change, "approve", "approved");

        var now = await StartedTaskAsync("brings");
        Assert.Equal((2, 1), (now.FormVersion, (await TaskAsync(old.InstanceId!.Value)).FormVersion));
        var audit = (await server.SendAsync("aud1", HttpMethod.Get, $"/api/audit?subjectKind=draft&subjectId={draft:D}&pageSize=50")).GetRawText();
        Assert.Contains("workflow-draft.form-saved", audit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_WhenTheDraftIsSomebodyElses_ThenReadOnly()
    {
        await server.SaveAsync("own1", Definition("theirs"));
        var draft = Id(await server.BeginAsync("own1", "theirs"));
        var kept = Text(await PutAsync("own1", draft, "form", "look.v1", Form()), "contentHash");

        Assert.False((await PartsAsync("own2", draft)).GetProperty("isOwn").GetBoolean());
        Assert.Equal("CHG-440", await RefusedAsync("own2", draft, "form", "look.v1", Table(1), 403, kept));
        Assert.Equal("CHG-440", await CodeAsync(server.TrySendAsync("own2", HttpMethod.Delete, $"{Address(draft, "form", "look.v1")}?seenHash={kept}"), 403));
        Assert.Equal("CHG-440", await CodeAsync(server.TrySendAsync("own2", HttpMethod.Post, Address(draft, "form", "look.v1") + "/restore", new { seenHash = kept }), 403));
        Assert.Equal(kept, Text(Assert.Single((await PartsAsync("aud1", draft)).GetProperty("parts").EnumerateArray()), "contentHash"));

        // Who has no draft begins one from this: with its forms.
        var mine = Id(await server.BeginAsync("own2", "theirs"));
        Assert.Equal((true, kept), ((await PartsAsync("own2", mine)).GetProperty("isOwn").GetBoolean(), Text(Assert.Single((await PartsAsync("own2", mine)).GetProperty("parts").EnumerateArray()), "contentHash")));
    }

    [Fact]
    public async Task Parts_WhenTwoWindowsSaveAtOnce_ThenTheLaterIsTold()
    {
        await server.SaveAsync("own1", Definition("raced"));
        var draft = Id(await server.BeginAsync("own1", "raced"));
        var first = Text(await PutAsync("own1", draft, "form", "look.v1", Form()), "contentHash");
        var wider = Form(("count", new { type = "integer", title = "How many" }));
        Assert.Equal("CHG-441", await RefusedAsync("own1", draft, "form", "look.v1", wider, 409));
        Assert.Equal("CHG-441", await RefusedAsync("own1", draft, "form", "look.v1", wider, 409, Unknown));
        await PutAsync("own1", draft, "form", "look.v1", wider, first);
        Assert.Equal("CHG-441", await CodeAsync(server.TrySendAsync("own1", HttpMethod.Delete, $"{Address(draft, "form", "look.v1")}?seenHash={first}"), 409));
    }

    [Fact]
    public async Task Parts_WhenAVersionInUseHasThem_ThenTheyAreTakenOutRestoredAndAStepKeepsItsForm()
    {
        await server.SaveAsync("own1", MigrationServer.Asking("gone"));
        var draft = Id(await server.BeginAsync("own1", "gone"));
        var hash = Text(await PutAsync("own1", draft, "form", "own.v1", Form()), "contentHash");
        await server.ApproveDraftAsync("own1", "gone");

        draft = Id(await server.BeginAsync("own1", "gone"));
        Assert.Equal("same", Text(Assert.Single((await PartsAsync("own1", draft)).GetProperty("parts").EnumerateArray()), "state"));
        await server.SendAsync("own1", HttpMethod.Delete, $"{Address(draft, "form", "own.v1")}?seenHash={hash}", expected: HttpStatusCode.NoContent);
        Assert.Equal("removed", Text(Assert.Single((await PartsAsync("own1", draft)).GetProperty("parts").EnumerateArray()), "state"));
        await server.EditAsync("own1", "gone", "two");
        Assert.Equal("form.missing", await ProblemAsync("own1", "gone", "$.forms['own']"));
        await server.SendAsync("own1", HttpMethod.Post, Address(draft, "form", "own.v1") + "/restore", new { });
        await server.ProposeAsync("own1", "gone");
        Assert.Equal("CHG-408", await CodeAsync(server.TrySendAsync("own1", HttpMethod.Delete, Address(draft, "form", "other.v1")), 404));
    }

    [Theory]
    [InlineData("form", "look.v1", "{\"type\":\"object\",\"type\":\"object\"}", "CHG-070")]
    [InlineData("form", "look.v1", "[]", "CHG-070")]
    [InlineData("form", "look.v1", "{\"a\":", "CHG-070")]
    [InlineData("form", "look.v1", "{\"n\":9007199254740993}", "CHG-070")]
    [InlineData("form", "look", "{}", "CHG-070")]
    [InlineData("form", "look.v0", "{}", "CHG-070")]
    [InlineData("form", "Look.v1", "{}", "CHG-070")]
    [InlineData("table", "..", "{}", "CHG-404")]
    [InlineData("table", "a%2F..%2Fb", "{}", "CHG-070")]
    [InlineData("script", "look.v1", "{}", "INP-406")]
    public async Task Save_WhenItIsNoPart_ThenRefusedAndNothingKept(string kind, string key, string content, string code)
    {
        await server.SaveAsync("own1", Definition("bad-parts"));
        var draft = Id(await server.BeginAsync("own1", "bad-parts"));
        using var answer = await server.TrySendAsync("own1", HttpMethod.Put, Address(draft, kind, key), new { content });
        Assert.False(answer.IsSuccessStatusCode);
        if (code != "CHG-404")
        {
            Assert.Equal((HttpStatusCode.BadRequest, code), (answer.StatusCode, await answer.CodeAsync()));
        }

        Assert.Equal(0, (await PartsAsync("own1", draft)).GetProperty("parts").GetArrayLength());
    }

    [Fact]
    public async Task Save_WhenAtTheLimitOfSize_ThenKeptAndOneMoreIsRefused()
    {
        await server.SaveAsync("own1", Definition("large"));
        var draft = Id(await server.BeginAsync("own1", "large"));
        string Of(int length) => $"{{\"title\":\"{new string('a', length - "{\"title\":\"\"}".Length)}\"}}";
        Assert.Equal("CHG-071", await RefusedAsync("own1", draft, "table", "big", Of(DraftPart.Longest + 1), 400));
        await PutAsync("own1", draft, "table", "big", Of(DraftPart.Longest));

        // Kept, as a draft may be broken, and named by path before anybody signs it.
        Assert.Equal("table.invalid", await ProblemAsync("own1", "large", "$.tables['big'].rows"));
        await PutAsync("own1", draft, "form", "look.v1", """{"type":"object","title":"Look","properties":{"n":{"type":"integer","title":"N","minimum":"x","wrong":1}}}""");
        Assert.Equal("form.invalid", await ProblemAsync("own1", "large", "$.forms['look.v1'].properties.n.minimum"));
        Assert.Equal("form.invalid", await ProblemAsync("own1", "large", "$.forms['look.v1'].properties.n.wrong"));
    }

    [Fact]
    public async Task Submit_WhenAFormAsksLessThanItsStepMustRecord_ThenTheProofStopsIt()
    {
        var draft = Id(await server.BeginAsync("own1", "component-release"));
        var held = (await PartsAsync("own1", draft)).GetProperty("parts").EnumerateArray().Single(p => Text(p, "key") == "verify-label.v1");
        var weaker = JsonNode.Parse(Text(held, "content"))!.AsObject();
        weaker["required"] = new JsonArray("bloodGroup", "product", "expiry");
        await PutAsync("own1", draft, "form", "verify-label.v2", weaker.ToJsonString());

        using var refused = await server.TrySendAsync("own1", HttpMethod.Get, "/api/changes/proposal?definitionId=component-release");
        var problem = await refused.JsonAsync();
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "CHG-042"), (refused.StatusCode, Text(problem, "code")));
        Assert.True(problem.GetProperty("errors").TryGetProperty("$.forms['verify-label.v2']", out _), problem.GetRawText());
        await server.SendAsync("own1", HttpMethod.Delete, "/api/workflows/component-release/draft", expected: HttpStatusCode.NoContent);
    }

    private static JsonObject Reading(string id)
    {
        var definition = MigrationServer.Asking(id);
        definition["root"]!["activities"]![2]!["text"]!["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = "'at most ' + getTable('limits').rows[0].most" };
        return definition;
    }

    private static string Form(params (string Name, object Field)[] fields) => JsonSerializer.Serialize(new
    {
        type = "object",
        title = "Look",
        properties = fields.Length == 0 ? new Dictionary<string, object> { ["seen"] = new { type = "boolean", title = "Seen" } } : fields.ToDictionary(f => f.Name, f => f.Field),
    });

    private static string Table(int most) => JsonSerializer.Serialize(new
    {
        title = "Limits",
        cites = new[] { "SOP-7" },
        columns = new[] { new { key = "most", title = "At most", type = "integer" } },
        rows = new[] { new { most } },
    });

    private static string Address(Guid draft, string kind, string key) => $"/api/workflow-drafts/{draft:D}/parts/{kind}/{key}";

    private static string ApprovedHash(JsonElement part) => WorkflowDraft.HashOf(Encoding.UTF8.GetString(CanonicalJson.Canonicalize(part)));

    private Task<JsonElement> PartsAsync(string user, Guid draft) => server.SendAsync(user, HttpMethod.Get, $"/api/workflow-drafts/{draft:D}/parts");

    private Task<JsonElement> PutAsync(string user, Guid draft, string kind, string key, string content, string? seenHash = null) =>
        server.SendAsync(user, HttpMethod.Put, Address(draft, kind, key), new { content, seenHash });

    private Task<string?> RefusedAsync(string user, Guid draft, string kind, string key, string content, int status, string? seenHash = null) =>
        CodeAsync(server.TrySendAsync(user, HttpMethod.Put, Address(draft, kind, key), new { content, seenHash }), status);

    /// <summary>The code in brackets of the first problem of a draft at a path.</summary>
    private async Task<string> ProblemAsync(string user, string definition, string path)
    {
        using var answer = await server.TrySendAsync(user, HttpMethod.Get, $"/api/changes/proposal?definitionId={definition}");
        var problem = await answer.JsonAsync();
        Assert.True(problem.TryGetProperty("errors", out var errors) && errors.TryGetProperty(path, out _), problem.GetRawText());
        return errors.GetProperty(path)[0].GetString()!.Split('[', ']')[^2];
    }

    private async Task<WorkflowPackage> PackageAsync(string hash)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return WorkflowPackage.Open((await scope.ServiceProvider.GetRequiredService<IPackages>().FindAsync(hash, Stop))!.Bytes, hash);
    }

    private async Task<WorkTask> StartedTaskAsync(string definition) => await TaskAsync(Guid.Parse((await server.StartAsync(definition)).Id));

    private async Task<WorkTask> TaskAsync(Guid instance)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return Assert.Single(await scope.ServiceProvider.GetRequiredService<ITasks>().OpenOfInstanceAsync(instance, Stop));
    }

    private static async Task<string?> CodeAsync(Task<HttpResponseMessage> sent, int status)
    {
        using var answer = await sent;
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Stop)}");
        return await answer.CodeAsync();
    }
}
