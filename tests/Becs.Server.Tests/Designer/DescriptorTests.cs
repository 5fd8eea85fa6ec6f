using System.Reflection;
using System.Text.Json.Nodes;
using Becs.Workflows.UIHints;

namespace Becs.Server.Tests.Designer;

/// <summary>What Studio's toolbox and panels are made of.</summary>
[Collection(DesignerCollection.Name)]
public class DescriptorTests(DesignerServer server)
{
    /// <summary>Those of the authoring API, and those Studio has for its own activities.</summary>
    private static readonly HashSet<string?> Hints = ["flow-switch-editor", "switch-editor", "http-status-codes", .. typeof(InputUIHints).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(f => f.IsLiteral).Select(f => f.GetRawConstantValue() as string)];

    [Fact]
    public async Task Descriptors_WhenListed_ThenEachIsOnceNamedAndItsListsAreFilled()
    {
        var descriptors = await ListAsync();
        var keys = descriptors.Select(KeyOf).ToList();
        Assert.Equal(keys.Distinct(), keys);
        foreach (var descriptor in descriptors)
        {
            var about = $"{KeyOf(descriptor)}";
            Assert.All(new[] { "category", "displayName", "name" }, f => Assert.False(string.IsNullOrWhiteSpace(descriptor[f]?.GetValue<string>()), $"{about} {f}"));
            Assert.True(!about.Contains("Becs.", StringComparison.Ordinal) || descriptor["description"]?.GetValue<string>() is { Length: > 10 }, about);
            foreach (var input in descriptor["inputs"]!.AsArray())
            {
                var (name, hint) = (input!["name"]!.GetValue<string>(), input["uiHint"]!.GetValue<string>());
                Assert.True(Hints.Contains(hint), $"{about} {name}: '{hint}' is no hint Studio knows");
                var list = hint switch { "dropdown" => "selectList", "radiolist" => "radioList", "checklist" => "checkList", _ => null };
                Assert.True(list is null || input["uiSpecifications"]![hint]![list]!["items"]!.AsArray().Count > 1, $"{about} {name}: nothing to choose from");
            }

            var slots = new[] { "inputs", "outputs" }.SelectMany(l => descriptor[l]!.AsArray()).Select(s => s!["name"]!.GetValue<string>()).ToList();
            Assert.Equal(slots.Distinct(StringComparer.OrdinalIgnoreCase), slots);
        }
    }

    [Fact]
    public async Task Descriptors_WhenListed_ThenEveryActivityOfEveryDefinitionHasOne()
    {
        var known = (await ListAsync()).Select(KeyOf).ToHashSet();
        var all = await server.OkAsync("own1", "GET", "/workflow-definitions?versionOptions=AllVersions&Page=0&PageSize=200");
        foreach (var version in all["items"]!.AsArray())
        {
            var definition = await server.OkAsync("own1", "GET", $"/workflow-definitions/by-id/{version!["id"]!.GetValue<string>()}");
            foreach (var activity in definition["root"]!["activities"]?.AsArray() ?? [])
            {
                var key = (activity!["type"]!.GetValue<string>(), activity["version"]?.GetValue<int>() ?? 1);
                Assert.True(known.Contains(key), $"{definition["definitionId"]} {key}");
                Assert.NotNull(activity["nodeId"]);
            }
        }
    }

    private async Task<IReadOnlyList<JsonNode>> ListAsync() =>
        [.. (await server.OkAsync("own1", "GET", "/descriptors/activities"))["items"]!.AsArray().OfType<JsonNode>()];

    private static (string, int) KeyOf(JsonNode descriptor) => (descriptor["typeName"]!.GetValue<string>(), descriptor["version"]!.GetValue<int>());
}
