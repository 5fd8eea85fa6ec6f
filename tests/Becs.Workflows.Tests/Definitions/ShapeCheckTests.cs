using System.Text;
using System.Text.Json.Nodes;
using Becs.Workflows.Definitions;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.Definitions;

/// <summary>What is of a wrong kind is named by its path, and not passed over.</summary>
public sealed class ShapeCheckTests
{
    private static readonly DefinitionValidator Validator = new(TestRun.Registry);

    [Theory]
    [InlineData("$.name", "5", "json.kind")]
    [InlineData("$.version", "\"1\"", "json.kind")]
    [InlineData("$.version", "1.5", "json.kind")]
    [InlineData("$.variables", "{}", "json.kind")]
    [InlineData("$.inputs", "[1]", "json.kind", "$.inputs[0]")]
    [InlineData("$.inputs", "[{}]", "argument.nameless", "$.inputs[0].name")]
    [InlineData("$.outputs", "[{\"name\":\"\"}]", "argument.nameless", "$.outputs[0].name")]
    [InlineData("$.outcomes", "[\"a\",2]", "json.kind", "$.outcomes[1]")]
    [InlineData("$.options", "[]", "json.kind")]
    [InlineData("$.customProperties", "\"\"", "json.kind")]
    [InlineData("$.root.metadata", "[]", "json.kind")]
    [InlineData("$.root.customProperties", "1", "json.kind")]
    [InlineData("$.root.activities", "{}", "json.kind")]
    [InlineData("$.root.connections", "\"A-B\"", "json.kind")]
    [InlineData("$.root.connections", "[{\"source\":{\"activity\":\"A\"}}]", "connection.incomplete", "$.root.connections[0].target")]
    [InlineData("$.root.connections", "[{\"source\":{\"activity\":5},\"target\":{\"activity\":\"B\"}}]", "connection.incomplete", "$.root.connections[0].source")]
    [InlineData("$.root.connections", "[{\"source\":{\"activity\":\"A\",\"port\":[]},\"target\":{\"activity\":\"B\"}}]", "json.kind", "$.root.connections[0].source.port")]
    [InlineData("$.root.start", "{}", "json.kind")]
    [InlineData("$.root.activities[0].name", "[]", "json.kind")]
    [InlineData("$.root.activities[0].version", "true", "json.kind")]
    [InlineData("$.root.activities[0].metadata", "{\"$type\":\"System.Object\"}", "json.typeName", "$.root.activities[0].metadata.$type")]
    public void Definition_WhenAPartIsOfAWrongKind_ThenItsPathIsNamed(string path, string value, string code, string? named = null)
    {
        var document = Document();
        var parent = document;
        var names = path.Replace("[0]", ".0", StringComparison.Ordinal).Split('.')[1..];
        foreach (var name in names[..^1])
        {
            parent = int.TryParse(name, out var index) ? parent[index]! : parent[name]!;
        }

        parent[names[^1]] = JsonNode.Parse(value);

        Assert.Contains((named ?? path, code), Problems(document.ToJsonString()));
    }

    [Fact]
    public void Definition_WhenANameStandsTwice_ThenItsPathIsNamed() => Assert.Contains(
        ("$.root.activities[0].type", "json.duplicate"),
        Problems(Document().ToJsonString().Replace(
            "\"id\":\"A\"", "\"id\":\"A\",\"type\":\"Elsa.WriteLine\"", StringComparison.Ordinal)));

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\udc00\\ud800")]
    public void Definition_WhenATextIsHalfACharacter_ThenIsRefused(string text) => Assert.Equal(
        [("$", "json.text")], Problems(Document().ToJsonString().Replace("\"Test\"", $"\"{text}\"", StringComparison.Ordinal)));

    [Fact]
    public void Definition_WhenItsPartsAreNullOrMissing_ThenIsSound()
    {
        var document = Document();
        foreach (var name in (string[])["variables", "inputs", "outputs", "outcomes", "options", "customProperties", "description"])
        {
            document[name] = null;
        }

        document["root"]!.AsObject().Remove("metadata");

        Assert.Empty(Problems(document.ToJsonString()));
    }

    private static JsonNode Document() => Flow(Line("A"), Line("B")).Arrows("A-B").Document();

    private static IEnumerable<(string Path, string Code)> Problems(string json) =>
        Validator.Validate(Encoding.UTF8.GetBytes(json)).Select(p => (p.Path, p.Code));
}
