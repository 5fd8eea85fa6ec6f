using System.Text.Json;
using Becs.Workflows.Definitions;

namespace Becs.Activities.Tests.Workflows;

public sealed class ShippedWorkflowsTests
{
    private static readonly string[] _processes =
    [
        "collection", "component-manufacture", "component-release", "donation-testing", "donor-eligibility", "order-and-issue", "quarantine",
    ];

    public static TheoryData<string> Processes => [.. _processes];

    [Fact]
    public void Folder_HoldsTheSevenProcesses() =>
        Assert.Equal(_processes, Shipped.Files.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Processes))]
    public void Definition_IsSound(string process)
    {
        var problems = new DefinitionValidator(Shipped.Registry).Validate(File.ReadAllBytes(Shipped.Files[process]));

        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }

    [Theory]
    [MemberData(nameof(Processes))]
    public void Package_Builds(string process)
    {
        var package = Shipped.Package(process);

        Assert.Equal(process, package.Compile(Shipped.Registry).DefinitionId);
    }

    /// <summary>A branch that leads nowhere would end a case silently.</summary>
    [Theory]
    [MemberData(nameof(Processes))]
    public void Outcomes_AreAllDrawn(string process)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Shipped.Files[process]));
        var root = document.RootElement.GetProperty("root");
        var drawn = root.GetProperty("connections").EnumerateArray()
            .Select(c => $"{Text(c, "source", "activity")}.{Text(c, "source", "port")}")
            .ToHashSet(StringComparer.Ordinal);
        var missing = root.GetProperty("activities").EnumerateArray().Where(a => Text(a, "type") is not ("Elsa.End" or "Elsa.FlowFork"))
            .SelectMany(a => Ports(a).Select(port => $"{Text(a, "id")}.{port}"))
            .Where(p => !drawn.Contains(p)).ToList();

        Assert.Empty(missing);
    }

    /// <summary>Each form a task of the process names is in the process's folder.</summary>
    [Theory]
    [MemberData(nameof(Processes))]
    public void Forms_NamedInTheDefinition_Exist(string process)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Shipped.Files[process]));
        var folder = Path.Combine(Path.GetDirectoryName(Shipped.Files[process])!, "forms");
        var missing = document.RootElement.GetProperty("root").GetProperty("activities").EnumerateArray()
            .Where(a => a.TryGetProperty("formKey", out _))
            .Select(a => a.GetProperty("formKey").GetProperty("expression").GetProperty("value").GetString())
            .Where(key => !File.Exists(Path.Combine(folder, key + ".v1.json"))).ToList();

        Assert.Empty(missing);
    }

    private static IEnumerable<string> Ports(JsonElement activity)
    {
        Assert.True(Shipped.Registry.TryFind(Text(activity, "type"), 1, out var descriptor));
        if (activity.TryGetProperty("outcomes", out var outcomes))
        {
            return JsonSerializer.Deserialize<string[]>(Text(outcomes, "expression", "value"))!;
        }

        var ports = descriptor.Ports.Where(p => !p.IsEmbedded).Select(p => p.Name).ToList();
        return ports.Count == 0 ? ["Done"] : ports;
    }

    private static string Text(JsonElement element, params string[] path) =>
        path.Aggregate(element, (e, name) => e.GetProperty(name)).GetString()!;
}
