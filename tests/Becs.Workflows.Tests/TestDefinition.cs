using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;

namespace Becs.Workflows.Tests;

/// <summary>Writes Elsa 3 definition JSON the way Studio does, with as little ink as possible.</summary>
internal sealed class TestDefinition
{
    private readonly JsonArray _activities = [];
    private readonly JsonArray _connections = [];
    private readonly JsonArray _variables = [];
    private readonly JsonArray _inputs = [];
    private readonly JsonArray _outputs = [];
    private JsonObject? _root;
    private int _version = 1;

    public Dictionary<string, string> Children { get; } = [];

    public static TestDefinition Flow(params JsonObject[] activities)
    {
        var definition = new TestDefinition();
        foreach (var activity in activities)
        {
            definition._activities.Add(activity);
        }

        return definition;
    }

    public static TestDefinition Of(JsonObject root) => new() { _root = root };

    public static JsonObject Node(string type, string id, params (string Name, JsonNode? Value)[] properties)
    {
        var node = new JsonObject
        {
            ["id"] = id,
            ["type"] = type,
            ["version"] = 1,
            ["name"] = id,
            ["customProperties"] = new JsonObject(),
            ["metadata"] = new JsonObject(),
        };
        foreach (var (name, value) in properties)
        {
            node[name] = value;
        }

        return node;
    }

    public static JsonObject Line(string id) => Node("Elsa.WriteLine", id, ("text", Literal(id)));

    public static JsonObject Task(string id) => Node("Test.Task", id);

    public static JsonObject Decision(string id, string script) =>
        Node("Elsa.FlowDecision", id, ("condition", Script(script)));

    public static JsonObject Join(string id, string mode) => Node("Elsa.FlowJoin", id, ("mode", Literal(mode)));

    public static JsonObject SetVariable(string id, string variable, string script) =>
        Node("Elsa.SetVariable", id,
            ("variable", new JsonObject { ["id"] = "var-" + variable, ["name"] = variable }), ("value", Script(script)));

    public static JsonObject Merge(JsonObject node, string mode)
    {
        node["customProperties"]!["mergeMode"] = mode;
        return node;
    }

    public static JsonObject Starts(JsonObject node)
    {
        node["customProperties"]!["canStartWorkflow"] = true;
        return node;
    }

    public static JsonObject Sequence(string id, params JsonObject[] activities) =>
        Node("Elsa.Sequence", id, ("activities", new JsonArray([.. activities])));

    public static JsonObject Literal(JsonNode? value) => Value("Literal", value);

    public static JsonObject Script(string code) => Value("JavaScript", code);

    public static JsonObject Value(string type, JsonNode? value) =>
        new() { ["typeName"] = "Object", ["expression"] = new JsonObject { ["type"] = type, ["value"] = value } };

    public static JsonObject To(string variable) =>
        new() { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = variable } };

    public TestDefinition Arrow(string source, string port, string target)
    {
        _connections.Add(new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = source, ["port"] = port },
            ["target"] = new JsonObject { ["activity"] = target, ["port"] = "In" },
            ["vertices"] = new JsonArray(),
        });
        return this;
    }

    /// <summary>
    /// Arrows as text: <c>A-B</c> for outcome Done, <c>A:True-B</c> for another; separated by spaces.
    /// </summary>
    public TestDefinition Arrows(string text)
    {
        foreach (var arrow in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = arrow.Split('-');
            var source = ends[0].Split(':');
            Arrow(source[0], source.Length > 1 ? source[1] : "Done", ends[1]);
        }

        return this;
    }

    public TestDefinition Variable(string name, string type = "Object", JsonNode? value = null)
    {
        _variables.Add(new JsonObject { ["id"] = "var-" + name, ["name"] = name, ["typeName"] = type, ["value"] = value });
        return this;
    }

    public TestDefinition Input(string name)
    {
        _inputs.Add(new JsonObject { ["name"] = name, ["type"] = "Object" });
        return this;
    }

    public TestDefinition Output(string name)
    {
        _outputs.Add(new JsonObject { ["name"] = name, ["type"] = "Object" });
        return this;
    }

    public TestDefinition Version(int version)
    {
        _version = version;
        return this;
    }

    public JsonObject Document() => new()
    {
        ["id"] = "v1",
        ["definitionId"] = "test",
        ["name"] = "Test",
        ["version"] = _version,
        ["variables"] = _variables.DeepClone(),
        ["inputs"] = _inputs.DeepClone(),
        ["outputs"] = _outputs.DeepClone(),
        ["root"] = _root?.DeepClone() ?? new JsonObject
        {
            ["id"] = "Flowchart1",
            ["type"] = "Elsa.Flowchart",
            ["version"] = 1,
            ["customProperties"] = new JsonObject(),
            ["metadata"] = new JsonObject(),
            ["activities"] = _activities.DeepClone(),
            ["connections"] = _connections.DeepClone(),
        },
    };

    public WorkflowDefinition Parse() => WorkflowDefinition.Parse(Encoding.UTF8.GetBytes(Document().ToJsonString()));

    public WorkflowGraph Compile(ActivityRegistry registry) =>
        GraphCompiler.Compile(Parse(), registry, "test-hash", Children);

    public WorkflowPackage Package(ActivityRegistry registry, IReadOnlyDictionary<string, JsonElement>? forms = null) =>
        new PackageBuilder(registry).Build(Encoding.UTF8.GetBytes(Document().ToJsonString()), forms, null, Children);
}
