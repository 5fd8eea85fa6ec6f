using System.Text.Json;
using System.Text.RegularExpressions;

namespace Becs.Server.Tests.Architecture;

/// <summary>workflows/PROCESS/PROCESS.vN.json names stock activities Elsa.* and ours Becs.*, and nothing else.</summary>
public partial class WorkflowFilesTests
{
    [Fact]
    public void Workflows_WhenScanned_ThenTypeNamesAreKnownKinds() => Guard.None(Violations(Repository.Files));

    [Theory]
    [InlineData("""{"root":{"id":"f","type":"Acme.Flowchart","activities":[]}}""", "Acme.Flowchart")]
    [InlineData("""{"root":{"id":"f","type":"Elsa.Flowchart","activities":[{"id":"a","type":"HumanTask"}]}}""", "HumanTask")]
    [InlineData("""{"root":{"id":"f","type":"Elsa.If","then":{"id":"a","type":"elsa.Finish"}}}""", "elsa.Finish")]
    [InlineData("""{"root":""", "not JSON")]
    public void Guard_WhenTypeIsForeign_ThenSpeaks(string json, string about) => Guard.Speaks(Violations([Workflow(json)]), about);

    [Fact]
    public void Guard_WhenFileNameIsNotItsProcess_ThenSpeaks() =>
        Guard.Speaks(Violations([new SourceFile("workflows/quarantine/hold.v1.json", "{}")]), "quarantine.vN.json");

    [Fact]
    public void Guard_WhenTypesAreKnown_ThenSilent() => Assert.Empty(Violations([Workflow(
        """{"root":{"id":"f","type":"Elsa.Flowchart","activities":[{"id":"a","type":"Becs.HumanTask","title":{"expression":{"type":"Literal"}}}]}}""")]));

    private static SourceFile Workflow(string json) => new("workflows/quarantine/quarantine.v1.json", json);

    private static IEnumerable<string> Violations(IEnumerable<SourceFile> files)
    {
        foreach (var file in files.Where(f => f.Folders is ["workflows", var room] && room is not ("rules" or "samples" or "obligations" or "consequences")
            && f.Path.EndsWith(".json", StringComparison.Ordinal)))
        {
            var process = file.Folders[1];
            if (!Version().IsMatch(file.Name) || !file.Name.StartsWith(process + ".v", StringComparison.Ordinal))
            {
                yield return $"{file.Path}: the name must read {process}.vN.json";
            }

            foreach (var sentence in Types(file))
            {
                yield return sentence;
            }
        }
    }

    private static List<string> Types(SourceFile file)
    {
        try
        {
            using var document = JsonDocument.Parse(file.Text);
            return [.. Activities(document.RootElement, "$")
                .Where(a => !a.Type.StartsWith("Elsa.", StringComparison.Ordinal) && !a.Type.StartsWith("Becs.", StringComparison.Ordinal))
                .Select(a => $"{file.Path}: {a.Path}.type is {a.Type}; expected Elsa.* or Becs.*")];
        }
        catch (JsonException)
        {
            return [$"{file.Path}: not JSON"];
        }
    }

    /// <summary>An activity is an object with an id and a type, wherever it stands.</summary>
    private static IEnumerable<(string Path, string Type)> Activities(JsonElement element, string path)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            return element.EnumerateArray().SelectMany((item, i) => Activities(item, $"{path}[{i}]"));
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        var here = element.TryGetProperty("id", out _) && element.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
            ? [(path, type.GetString()!)]
            : Array.Empty<(string, string)>();
        return here.Concat(element.EnumerateObject().SelectMany(p => Activities(p.Value, $"{path}.{p.Name}")));
    }

    [GeneratedRegex(@"\.v[1-9]\d*\.json$")]
    private static partial Regex Version();
}
