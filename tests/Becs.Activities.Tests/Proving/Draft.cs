using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Activities.Tests.Workflows;
using Becs.Workflows.Definitions.Packages;

namespace Becs.Activities.Tests.Proving;

/// <summary>A shipped workflow taken apart for editing: its steps, arrows and forms as JSON.</summary>
internal sealed class Draft
{
    private static readonly PackageBuilder _builder = new(Shipped.Registry);

    public Draft(string process)
        : this(JsonNode.Parse(File.ReadAllText(Shipped.Files[process]))!.AsObject(), Folder(process))
    {
    }

    private Draft(JsonObject definition, Dictionary<string, JsonObject> forms) => (Definition, Forms) = (definition, forms);

    public JsonObject Definition { get; }

    public Dictionary<string, JsonObject> Forms { get; }

    /// <summary>Packages of child workflows by definition id; one without is unknown to the proof.</summary>
    public Dictionary<string, WorkflowPackage> Children { get; } = [];

    public HashSet<string> UnknownChildren { get; } = [];

    public JsonArray Steps => (JsonArray)Definition["root"]!["activities"]!;

    public JsonArray Arrows => (JsonArray)Definition["root"]!["connections"]!;

    public JsonObject this[string id] => Steps.OfType<JsonObject>().Single(s => s["id"]!.ToString() == id);

    public IEnumerable<string> Ids => Steps.Select(s => s!["id"]!.ToString());

    public WorkflowPackage Build() => _builder.Build(
        JsonSerializer.SerializeToUtf8Bytes(Definition),
        Forms.ToDictionary(f => f.Key, f => JsonSerializer.SerializeToElement(f.Value)),
        null,
        Children.ToDictionary(c => c.Key, c => c.Value.PackageHash));

    /// <summary>The children the proof is given.</summary>
    public IReadOnlyList<WorkflowPackage> Known => [.. Children.Where(c => !UnknownChildren.Contains(c.Key)).Select(c => c.Value)];

    public JsonObject Arrow(string source, string port) => Arrows.OfType<JsonObject>().Single(
        a => a["source"]!["activity"]!.ToString() == source && a["source"]!["port"]!.ToString() == port);

    public string Target(string source, string port) => Arrow(source, port)["target"]!["activity"]!.ToString();

    public void Connect(string source, string port, string target) => Arrows.Add(new JsonObject
    {
        ["source"] = new JsonObject { ["activity"] = source, ["port"] = port },
        ["target"] = new JsonObject { ["activity"] = target, ["port"] = "In" },
        ["vertices"] = new JsonArray(),
    });

    public JsonObject Add(string type, string id, params (string Name, JsonNode? Value)[] properties)
    {
        var step = new JsonObject
        {
            ["id"] = id,
            ["type"] = type,
            ["version"] = 1,
            ["name"] = id,
            ["customProperties"] = new JsonObject(),
            ["metadata"] = new JsonObject { ["displayText"] = id },
        };
        foreach (var (name, value) in properties)
        {
            step[name] = value;
        }

        Steps.Add(step);
        return step;
    }

    /// <summary>Puts a step between an outcome and where it led.</summary>
    public void Between(string source, string port, string step, string outcome)
    {
        var target = Target(source, port);
        Arrow(source, port)["target"]!["activity"] = step;
        Connect(step, outcome, target);
    }

    /// <summary>A task with an owner that can only be done.</summary>
    public JsonObject Ask(string id) => Add("Becs.HumanTask", id,
        ("titleKey", Literal("Task." + id)), ("formKey", Literal("own")), ("permission", Literal("donations.collect")), ("outcomes", List("Seen")));

    public static JsonObject Literal(JsonNode? value, string typeName = "String") => Given(typeName, "Literal", value);

    public static JsonObject List(params string[] values) => Given("Object", "Object", JsonSerializer.Serialize(values));

    public static JsonObject Script(string code) => Given("Object", "JavaScript", code);

    private static JsonObject Given(string typeName, string type, JsonNode? value) => new()
    {
        ["typeName"] = typeName,
        ["expression"] = new JsonObject { ["type"] = type, ["value"] = value },
    };

    private static Dictionary<string, JsonObject> Folder(string process) =>
        Directory.GetFiles(Path.Combine(Path.GetDirectoryName(Shipped.Files[process])!, "forms"), "*.json")
            .ToDictionary(f => Path.GetFileNameWithoutExtension(f), f => JsonNode.Parse(File.ReadAllText(f))!.AsObject(), StringComparer.Ordinal);
}
