using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;

namespace Becs.Activities.Tests.Bank;

/// <summary>Small workflows made up for a test: nodes one after another, whatever their outcomes.</summary>
internal static class Graphs
{
    /// <summary>A node; a text input that begins with <c>js:</c> is JavaScript.</summary>
    public static JsonObject Node(string id, string type, params (string Name, object? Value)[] inputs)
    {
        var node = new JsonObject { ["id"] = id, ["name"] = id, ["type"] = type, ["version"] = 1 };
        foreach (var (name, value) in inputs)
        {
            node[name] = value switch
            {
                string text when text.StartsWith("js:", StringComparison.Ordinal) => Input("JavaScript", text[3..]),
                string or bool or int or null => Input("Literal", JsonSerializer.SerializeToNode(value)),
                TimeSpan span => Input("Literal", span.ToString("c")),
                JsonObject plain => plain,
                _ => Input("Object", JsonSerializer.Serialize(value)),
            };
        }

        return node;
    }

    public static WorkflowGraph Of(params JsonObject[] nodes)
    {
        var connections = new JsonArray();
        for (var i = 0; i + 1 < nodes.Length; i++)
        {
            foreach (var port in Ports(nodes[i]))
            {
                connections.Add(new JsonObject
                {
                    ["source"] = new JsonObject { ["activity"] = nodes[i]["id"]!.GetValue<string>(), ["port"] = port },
                    ["target"] = new JsonObject { ["activity"] = nodes[i + 1]["id"]!.GetValue<string>(), ["port"] = "In" },
                });
            }
        }

        var definition = new JsonObject
        {
            ["definitionId"] = "made-up",
            ["name"] = "Made up",
            ["version"] = 1,
            ["root"] = new JsonObject
            {
                ["id"] = "Flowchart1",
                ["type"] = "Elsa.Flowchart",
                ["version"] = 1,
                ["start"] = nodes[0]["id"]!.GetValue<string>(),
                ["activities"] = new JsonArray([.. nodes.Select(n => (JsonNode)n)]),
                ["connections"] = connections,
            },
        };
        return new PackageBuilder(Workflows.Shipped.Registry)
            .Build(JsonSerializer.SerializeToUtf8Bytes(definition)).Compile(Workflows.Shipped.Registry);
    }

    private static IEnumerable<string> Ports(JsonObject node)
    {
        if (node["outcomes"]?["expression"]?["value"] is { } outcomes)
        {
            return JsonSerializer.Deserialize<string[]>(outcomes.GetValue<string>())!;
        }

        Assert.True(Workflows.Shipped.Registry.TryFind(node["type"]!.GetValue<string>(), 1, out var descriptor));
        var ports = descriptor.Ports.Where(p => !p.IsEmbedded).Select(p => p.Name).ToList();
        return ports.Count == 0 ? ["Done"] : ports;
    }

    private static JsonObject Input(string type, JsonNode? value) => new()
    {
        ["typeName"] = "Object",
        ["expression"] = new JsonObject { ["type"] = type, ["value"] = value },
    };
}
