using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Becs.Server.Tests.Designer;

/// <summary>Zips that bring forms and tables with their workflow, and zips that are none.</summary>
[Collection(DesignerCollection.Name)]
public class ImportedPartsTests(DesignerServer server)
{
    private const string Author = "own1";
    private const string Form = """{"type":"object","title":"Look","properties":{"seen":{"type":"boolean","title":"Seen"}}}""";
    private const string Table = """{"title":"Limits","columns":[{"key":"most","title":"At most","type":"integer"}],"rows":[{"most":5}]}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Import_WhenAZipHoldsFormsAndTables_ThenTheDraftHasThemAndItsOwnZipBringsThemAgain()
    {
        var definition = Drafts.New("carried").ToJsonString();
        Assert.Equal(200, (await ImportAsync(Zip(("carried/carried.v1.json", definition), ("carried/forms/look.v1.json", Form), ("carried/tables/limits.json", Table)))).Status);

        var draft = await DraftAsync("carried");
        Assert.Equal(["look.v1", "limits"], (await PartsAsync(draft)).Select(p => p!["key"]!.GetValue<string>()));
        var client = await server.AsAsync(Author);
        var files = await client.GetByteArrayAsync($"/api/workflow-drafts/{draft}/files", Stop);
        Assert.Equal(files, await client.GetByteArrayAsync($"/api/workflow-drafts/{draft}/files", Stop));
        var before = (await PartsAsync(draft)).ToJsonString();

        (await client.DeleteAsync("/api/workflows/carried/draft", Stop)).EnsureSuccessStatusCode();
        Assert.Equal(200, (await ImportAsync(files)).Status);
        var again = (await PartsAsync(await DraftAsync("carried"))).Select(p => p!["contentHash"]!.GetValue<string>());
        Assert.Equal(JsonNode.Parse(before)!.AsArray().Select(p => p!["contentHash"]!.GetValue<string>()), again);
    }

    public static TheoryData<string, string, string> Attacks() => new()
    {
        { "traversal", "../../etc/forms/look.v1.json", "leads out" },
        { "traversal inside", "a/../forms/look.v1.json", "leads out" },
        { "absolute", "/forms/look.v1.json", "leads out" },
        { "drive", "C:/forms/look.v1.json", "leads out" },
        { "backslash", "forms\\..\\look.v1.json", "leads out" },
        { "unknown type", "forms/look.v1.exe", "as .json files" },
        { "zip in a zip", "inner.zip", "as .json files" },
        { "no key", "forms/look.json", "no key of a form" },
        { "another folder", "other/forms/look.v1.json", "to which workflow" },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task Import_WhenAFileDoesNotBelong_ThenTheReasonIsSaidAndNothingIsKept(string about, string name, string reason)
    {
        var id = "attack-" + about.Replace(' ', '-');
        var (status, json) = await ImportAsync(Zip(($"{id}.v1.json", Drafts.New(id).ToJsonString()), (name, Form)));

        Assert.Equal(400, status);
        Assert.Contains(reason, json!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("etc", json.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(404, (await server.CallAsync(Author, "GET", $"/workflow-definitions/by-definition-id/{id}")).Status);
    }

    [Fact]
    public async Task Import_WhenTheContentIsAnAttack_ThenRefused()
    {
        var definition = ("bombed.v1.json", Drafts.New("bombed").ToJsonString());
        var same = Zip(definition, ("forms/look.v1.json", Form), ("forms/look.v1.json", Form));
        Assert.Contains("two files", (await ImportAsync(same)).Json!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("too large", (await ImportAsync(Zip(definition, ("forms/look.v1.json", new string(' ', 8 * 1024 * 1024))))).Json!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("too large", (await ImportAsync(Zip(definition, ("tables/big.json", $"{{\"a\":\"{new string('a', 200_000)}\"}}")))).Json!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("twice", (await ImportAsync(Zip(definition, ("forms/look.v1.json", """{"a":1,"a":2}""")))).Json!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("files", (await ImportAsync(Zip([definition, .. Enumerable.Range(0, 300).Select(i => ($"tables/t{i}.json", "{}"))]))).Json!.ToJsonString(), StringComparison.Ordinal);
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 70)) + "1" + new string('}', 70);
        Assert.Equal(400, (await ImportAsync(Zip(definition, ("tables/deep.json", deep)))).Status);
        Assert.Equal(404, (await server.CallAsync(Author, "GET", "/workflow-definitions/by-definition-id/bombed")).Status);
    }

    private async Task<(int Status, JsonNode? Json)> ImportAsync(byte[] zip)
    {
        using var form = new MultipartFormDataContent();
        var file = new ByteArrayContent(zip);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(file, "files", "bundle.zip");
        using var answer = await (await server.AsAsync(Author)).PostAsync("/elsa/api/workflow-definitions/import-files", form, Stop);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop)));
    }

    private async Task<string> DraftAsync(string definition) =>
        (await server.OkAsync(Author, "GET", $"/workflow-definitions/by-definition-id/{definition}"))["id"]!.GetValue<string>();

    private async Task<JsonArray> PartsAsync(string draft) => JsonNode.Parse(
        await (await server.AsAsync(Author)).GetStringAsync($"/api/workflow-drafts/{draft}/parts", Stop))!["parts"]!.AsArray();

    private static byte[] Zip(params (string Name, string Content)[] files)
    {
        using var zipped = new MemoryStream();
        using (var zip = new ZipArchive(zipped, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return zipped.ToArray();
    }
}
