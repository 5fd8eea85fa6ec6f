using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Becs.Domain.ChangeControl;
using Becs.Persistence.ReadModel;
using Becs.Workflows.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Designer;

/// <summary>What an author can do to definitions, and what nobody can.</summary>
[Collection(DesignerCollection.Name)]
public class DraftTests(DesignerServer server)
{
    private const string Author = "own1";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Save_WhenStudioLosesWhatItDoesNotKnow_ThenTheStoredDraftDiffersByNothing()
    {
        await SaveAsync(Drafts.New("lossless"));
        var served = await GetAsync("lossless");
        var again = await SaveAsync(Drafts.ThroughStudio(served));

        Assert.True(JsonNode.DeepEquals(served, again["workflowDefinition"]), again["workflowDefinition"]!.ToJsonString());
        Assert.Contains("2.50", again.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_WhenSomethingIsEdited_ThenOnlyThatChanges()
    {
        await SaveAsync(Drafts.New("edited"));
        var before = await GetAsync("edited");
        var model = Drafts.ThroughStudio(before);
        Activity(model, "b")["text"]!["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = "getVariable('Note')" };
        Activity(model, "a")["metadata"]!["designer"]!["position"]!["x"] = 99;
        model["description"] = null;

        var after = (await SaveAsync(model))["workflowDefinition"]!.AsObject();

        var expected = before.DeepClone().AsObject();
        Activity(expected, "b")["text"]!["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = "getVariable('Note')" };
        Activity(expected, "a")["metadata"]!["designer"] = JsonNode.Parse("""{"position":{"x":99,"y":2},"size":{"width":201.5,"height":54}}""");
        expected["description"] = null;
        Assert.True(JsonNode.DeepEquals(expected, after), after.ToJsonString());
    }

    [Fact]
    public async Task Save_WhenRepeated_ThenNothingIsWrittenAgain()
    {
        await SaveAsync(Drafts.New("repeated"));
        var model = Drafts.ThroughStudio(await GetAsync("repeated"));
        await SaveAsync(model);
        var first = await RowAsync("repeated");
        await SaveAsync(model);
        Assert.Equal(first, await RowAsync("repeated"));
    }

    [Theory]
    [InlineData("activities", "lose all its 3 activities")]
    [InlineData("connections", "lose all its 2 connections")]
    public async Task Save_WhenTheGraphWouldBeEmptied_ThenItIsRefusedAndTheDraftStays(string list, string sentence)
    {
        var id = "emptied-" + list;
        await SaveAsync(Drafts.New(id));
        var before = await GetAsync(id);
        var model = before.DeepClone().AsObject();
        model["root"]![list] = new JsonArray();

        Assert.Contains(sentence, await server.RefusedAsync(Author, "POST", "/workflow-definitions", Drafts.Saving(model)), StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(before, await GetAsync(id)));
    }

    [Fact]
    public async Task Save_WhenBroken_ThenItIsKept()
    {
        var model = Drafts.New("broken");
        model["root"]!["activities"]!.AsArray().Add(JsonNode.Parse("""{"id":"x","type":"No.SuchThing","version":7,"odd":[null,{"a":1}]}"""));
        await SaveAsync(model);
        var stored = await GetAsync("broken");
        Assert.Equal("No.SuchThing", Activity(stored, "x")["type"]!.GetValue<string>());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""[null,{"a":1}]"""), Activity(stored, "x")["odd"]));

        // Its canvas is not emptied for want of a descriptor.
        var descriptors = (await server.OkAsync(Author, "GET", "/descriptors/activities"))["items"]!.AsArray();
        var gone = Assert.Single(descriptors, d => d!["typeName"]!.GetValue<string>() == "No.SuchThing" && d["version"]!.GetValue<int>() == 7);
        Assert.False(gone!["isBrowsable"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Save_WhenAShippedVersionIsOpened_ThenItBecomesADraftAndTheShippedOneIsAsBefore()
    {
        var shipped = await server.OkAsync("val1", "GET", "/workflow-definitions/by-definition-id/collection");
        Assert.True(shipped["isReadonly"]!.GetValue<bool>());
        Assert.DoesNotContain("\"publish\"", shipped["links"]!.ToJsonString(), StringComparison.Ordinal);
        var model = shipped.DeepClone().AsObject();
        model["name"] = "Collection, changed";

        var draft = (await SaveAsync(model))["workflowDefinition"]!;
        Assert.Equal((2, false, false), (draft["version"]!.GetValue<int>(), draft["isPublished"]!.GetValue<bool>(), draft["isReadonly"]!.GetValue<bool>()));
        Assert.True(JsonNode.DeepEquals(shipped, await server.OkAsync("val1", "GET", "/workflow-definitions/by-definition-id/collection")));

        // From the page that still shows version 1 nothing overwrites the draft.
        model["name"] = "Collection, changed again";
        Assert.Contains("read-only", await server.RefusedAsync(Author, "POST", "/workflow-definitions", Drafts.Saving(model)), StringComparison.Ordinal);
        await using var scope = server.Services.CreateAsyncScope();
        Assert.Equal(1, (await scope.ServiceProvider.GetRequiredService<IPackages>().FindEffectiveAsync("collection", DateTime.MaxValue, Stop))!.Version);
        Assert.DoesNotContain(
            await scope.ServiceProvider.GetRequiredService<IPackageRecords>().ListAsync(null, Stop),
            p => p.Name.Contains("changed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ShippedProcess_WhenPublishedRetractedRolledBackImportedOrDeleted_ThenASentenceSaysWhatIsMissing()
    {
        var shipped = (await server.OkAsync("val1", "GET", "/workflow-definitions/by-definition-id/component-release")).AsObject();
        var publish = await server.RefusedAsync(Author, "POST", "/workflow-definitions", Drafts.Saving(shipped, publish: true));
        var again = await server.RefusedAsync(Author, "POST", "/workflow-definitions/component-release/publish");
        var retract = await server.RefusedAsync(Author, "POST", "/workflow-definitions/component-release/retract");
        var revert = await server.RefusedAsync(Author, "POST", "/workflow-definitions/component-release/revert/1");
        var import = await server.RefusedAsync(Author, "POST", "/workflow-definitions/import", shipped.DeepClone());
        Assert.All([publish, again, revert, import], s => Assert.StartsWith("Kept as a draft: needs an approved change", s, StringComparison.Ordinal));
        Assert.Contains("needs an approved change", retract, StringComparison.Ordinal);
        Assert.Contains("never deleted", await server.RefusedAsync(Author, "DELETE", "/workflow-definitions/component-release"), StringComparison.Ordinal);
        Assert.Contains("never deleted", await server.RefusedAsync(Author, "DELETE", $"/workflow-definition-versions/{shipped["id"]}"), StringComparison.Ordinal);
        var bulk = await server.OkAsync(Author, "POST", "/bulk-actions/retract/workflow-definitions/by-definition-ids",
            new JsonObject { ["definitionIds"] = new JsonArray("component-release", "nope") });
        Assert.Equal(["component-release"], bulk["skipped"]!.AsArray().Select(s => s!.GetValue<string>()));
        Assert.Equal(["nope"], bulk["notFound"]!.AsArray().Select(s => s!.GetValue<string>()));
        Assert.Contains("start", await server.RefusedAsync(Author, "POST", "/workflow-definitions/component-release/execute"), StringComparison.Ordinal);
        Assert.Equal(1, (await server.OkAsync("val1", "GET", "/workflow-definitions/by-definition-id/component-release?versionOptions=Published"))["version"]!.GetValue<int>());
    }

    [Fact]
    public async Task Draft_WhenSomebodyElseLooks_ThenItIsReadOnlyAndNotTheirLatest()
    {
        await SaveAsync(Drafts.New("of-own1"));
        var seen = await server.OkAsync("val1", "GET", "/workflow-definitions/by-definition-id/of-own1");
        Assert.True(seen["isReadonly"]!.GetValue<bool>());
        Assert.Equal(403, (await server.CallAsync("val1", "POST", "/workflow-definitions", Drafts.Saving(seen))).Status);
        Assert.Equal(404, (await server.CallAsync(Author, "GET", "/workflow-definitions/by-definition-id/of-own1?versionOptions=Published")).Status);
        Assert.Equal(204, (await server.CallAsync(Author, "DELETE", "/workflow-definitions/of-own1")).Status);
        Assert.Equal(404, (await server.CallAsync(Author, "GET", "/workflow-definitions/by-definition-id/of-own1")).Status);
    }

    [Fact]
    public async Task Import_WhenAZipIsExportedAndReadAgain_ThenNothingIsLost()
    {
        await SaveAsync(Drafts.New("travels"));
        var client = await server.AsAsync(Author);
        var file = await client.GetStringAsync("/elsa/api/workflow-definitions/travels/export", Stop);
        using var zipped = new MemoryStream();
        using (var zip = new ZipArchive(zipped, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("some/where/travels.json").Open();
            entry.Write(Encoding.UTF8.GetBytes(file.Replace("\"travels\"", "\"arrived\"", StringComparison.Ordinal)));
        }

        Assert.Equal("1", (await ImportAsync(client, "bundle.zip", zipped.ToArray())).Json!["count"]!.ToJsonString());
        var (there, here) = (await GetAsync("travels"), await GetAsync("arrived"));
        Assert.True(JsonNode.DeepEquals(there["root"], here["root"]));
        Assert.Equal("kept", here["connections"]?.ToJsonString() ?? here["root"]!["connections"]![0]!["label"]!.GetValue<string>());

        Assert.Equal(400, (await ImportAsync(client, "bundle.zip", Encoding.UTF8.GetBytes("no zip"))).Status);
        Assert.Equal(400, (await ImportAsync(client, "odd.json", Encoding.UTF8.GetBytes("{\"name\":\"x\"}"))).Status);
        Assert.Equal(400, (await ImportAsync(client, "twice.json", Encoding.UTF8.GetBytes("{\"root\":{},\"root\":{}}"))).Status);
        Assert.Equal(400, (await ImportAsync(client, "bomb.zip", Bomb())).Status);
    }

    [Theory]
    [InlineData("{}", "no model")]
    [InlineData("[]", "JSON object")]
    [InlineData("{\"model\":{\"definitionId\":\"a b\"}}", "definition id")]
    [InlineData("{\"model\":{\"definitionId\":\"q@1\"}}", "definition id")]
    [InlineData("{bad", "no JSON")]
    [InlineData("{\"model\":{\"name\":\"\\ud800\"}}", "half a character")]
    [InlineData("{\"model\":{\"root\":{\"\\ud800\":1}}}", "half a character")]
    public async Task Save_WhenTheBodyIsNoDefinition_ThenASentenceSaysSo(string body, string sentence)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await (await server.AsAsync(Author)).PostAsync("/elsa/api/workflow-definitions", content, Stop);
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains(sentence, await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    private static async Task<(int Status, JsonNode? Json)> ImportAsync(HttpClient client, string name, byte[] bytes)
    {
        using var form = new MultipartFormDataContent();
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(file, "files", name);
        using var answer = await client.PostAsync("/elsa/api/workflow-definitions/import-files", form, Stop);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop)));
    }

    /// <summary>A small zip of much.</summary>
    private static byte[] Bomb()
    {
        using var zipped = new MemoryStream();
        using (var zip = new ZipArchive(zipped, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("a.json").Open();
            entry.Write(new byte[8 * 1024 * 1024]);
        }

        return zipped.ToArray();
    }

    private Task<JsonNode> SaveAsync(JsonObject model) => server.OkAsync(Author, "POST", "/workflow-definitions", Drafts.Saving(model));

    private async Task<JsonObject> GetAsync(string definitionId) =>
        (await server.OkAsync(Author, "GET", $"/workflow-definitions/by-definition-id/{definitionId}")).AsObject();

    private async Task<DefinitionRow> RowAsync(string definitionId) =>
        Assert.Single(await server.Services.GetRequiredService<IDefinitionReads>().ListAsync(definitionId, Stop));

    private static JsonObject Activity(JsonObject definition, string id) =>
        definition["root"]!["activities"]!.AsArray().Single(a => a!["id"]!.GetValue<string>() == id)!.AsObject();
}
