using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Server.Tests.Designer;
using Becs.Server.Tests.Faults;
using Becs.Server.Tests.Hosting;
using Becs.Server.Tests.Messaging;
using Becs.Server.Tests.Operations;
using Becs.Workflows.Tests;
using Becs.Workflows.Tests.Definitions;

namespace Becs.Server.Tests.BadInput;

/// <summary>
/// Definitions with something broken, decided by a seed, at every door Studio has for them: a draft may be saved broken, so each is kept or
/// refused with a sentence, what was kept can be read again by all views, and nothing but drafts is written.
/// </summary>
[Trait(Needs.Cost, Needs.Slow)]
public class DefinitionDoorTests
{
    private const int Count = 150;
    private const string Api = "/elsa/api/workflow-definitions";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Doors_WhenDefinitionsAreMutated_ThenKeptOrRefusedAndReadableAndNothingElseIsWritten()
    {
        await using var server = new BecsServer(null, null, ("Becs:Roles", "web"));
        var author = await server.AsAsync("own1");
        var sound = await SoundAsync(author);
        var before = await DatabaseContent.ReadAsync(SignalIntakeTests.Sqlite(server), Stop);
        var statuses = new SortedDictionary<HttpStatusCode, int>();
        for (var seed = 1; seed <= Count; seed++)
        {
            var dice = new Dice((ulong)seed);
            var (path, content) = Request(dice, Base(dice, sound, seed));
            using (content)
            {
                var answer = await author.PostAsync(path, content, Stop);
                var text = await answer.Content.ReadAsStringAsync(Stop);
                Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"seed {seed}, {path}: {(int)answer.StatusCode} {text}");
                statuses[answer.StatusCode] = statuses.GetValueOrDefault(answer.StatusCode) + 1;
                if (answer.StatusCode == HttpStatusCode.BadRequest)
                {
                    Assert.NotEmpty(JsonNode.Parse(text)!["errors"]!.AsObject().SelectMany(e => e.Value!.AsArray()));
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", statuses.Select(s => $"{(int)s.Key}: {s.Value}")));
        Assert.True(statuses.Count == 2 && statuses.Values.All(n => n > Count / 20), "the mutations do not try much");
        await ReadAllAsync(author);
        var after = await DatabaseContent.ReadAsync(SignalIntakeTests.Sqlite(server), Stop);
        Assert.Subset(
            new HashSet<string>(["audit_rows", "commit_counter", "operations", "workflow_drafts"]), DatabaseContent.TablesGrown(before, after).ToHashSet());
        Assert.All(before.Except(after), r => Assert.StartsWith("commit_counter:", r, StringComparison.Ordinal));
    }

    /// <summary>A new one, and shipped ones as Studio sends them back.</summary>
    private static async Task<IReadOnlyList<string>> SoundAsync(HttpClient author)
    {
        var sound = new List<string> { Drafts.New("mutated").ToJsonString() };
        foreach (var shipped in new[] { "quarantine", "donor-eligibility" })
        {
            sound.Add(await author.GetStringAsync($"{Api}/by-definition-id/{shipped}", Stop));
        }

        return sound;
    }

    /// <summary>Half of them as a new draft: what is kept is as varied as what is refused.</summary>
    private static string Base(Dice dice, IReadOnlyList<string> sound, int seed)
    {
        var definition = JsonNode.Parse(dice.Of(sound))!.AsObject();
        if (dice.Below(2) == 0)
        {
            definition["definitionId"] = $"mutated-{seed}";
            definition.Remove("id");
        }

        return definition.ToJsonString();
    }

    private static (string Path, HttpContent Content) Request(Dice dice, string sound)
    {
        switch (dice.Below(4))
        {
            case 0:
                return (Api + "/import", Json(Mutation.Of(dice, sound)));
            case 1:
                var zip = Zip(Mutation.Of(dice, sound));
                for (var changes = dice.Below(3); changes > 0; changes--)
                {
                    zip[dice.Below(zip.Length)] = (byte)dice.Below(256);
                }

                return (Api + "/import-files", new MultipartFormDataContent { { new ByteArrayContent(zip), "files", dice.Of("all.zip", "all.json") } });
            default:
                return (Api, Json(Mutation.Of(dice, $$"""{"model":{{sound}},"publish":{{(dice.Below(2) == 0 ? "true" : "false")}}}""")));
        }
    }

    private static ByteArrayContent Json(byte[] bytes) => new(bytes) { Headers = { ContentType = new("application/json") } };

    private static byte[] Zip(byte[] definition)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("a.json").Open();
            entry.Write(definition);
        }

        return stream.ToArray();
    }

    /// <summary>Every list, and every version in it: whoever saved something broken can still open it.</summary>
    private static async Task ReadAllAsync(HttpClient author)
    {
        var all = JsonDocument.Parse(await author.GetStringAsync($"{Api}?versionOptions=AllVersions&Page=0&PageSize=1000", Stop)).RootElement;
        var versions = all.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(all.GetProperty("totalCount").GetInt32(), versions.Count);
        foreach (var version in versions)
        {
            var (id, definition) = (version.GetProperty("id").GetString()!, Uri.EscapeDataString(version.GetProperty("definitionId").GetString()!));
            string[] paths =
            [
                $"{Api}/by-id/{id}", $"{Api}/by-definition-id/{definition}?versionOptions=Latest", $"{Api}/{definition}/export?versionOptions=Latest",
                $"{Api}/subgraph/{id}?parentNodeId=Workflow1",
            ];
            foreach (var path in paths)
            {
                var answer = await author.GetAsync(path, Stop);
                Assert.True((int)answer.StatusCode < 500, $"{path}: {(int)answer.StatusCode} {Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(Stop))}");
                Assert.True(path == paths[^1] || answer.StatusCode == HttpStatusCode.OK, $"{path}: {(int)answer.StatusCode}");
            }
        }
    }
}
