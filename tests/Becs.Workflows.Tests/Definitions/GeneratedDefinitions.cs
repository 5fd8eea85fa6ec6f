using System.Text;
using System.Text.Json.Nodes;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.Definitions;

/// <summary>Definitions to try things with: recorded from Elsa, shipped, and made by dice.</summary>
internal static class GeneratedDefinitions
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Definitions", "Recorded");

    public static IEnumerable<(string Name, string Json)> Recorded =>
        Directory.GetFiles(Folder, "*.json").Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), File.ReadAllText(f)));

    public static IEnumerable<(string Name, string Json)> Shipped =>
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Shipped"), "*.json").Order(StringComparer.Ordinal)
            .Select(f => (Path.GetFileName(f), File.ReadAllText(f)));

    /// <summary>A definition that is sound: some of each kind of activity, and things in it no engine knows.</summary>
    public static JsonObject Make(Dice dice)
    {
        var count = 2 + dice.Below(8);
        var definition = Flow([.. Enumerable.Range(0, count).Select(i => Strange(dice, MakeNode(dice, "A" + i, 0)))])
            .Variable("N", "Int32", "1").Variable("S", "String", "text").Input("In").Output("Out");
        for (var i = 1; i < count; i++)
        {
            definition.Arrow("A" + dice.Below(i), "Done", "A" + i);
        }

        var document = definition.Document();
        document["outcomes"] = new JsonArray("Approved", "Rejected");
        document["options"] = new JsonObject { ["usableAsActivity"] = true, ["someStrategy"] = dice.Json() };
        foreach (var connection in document["root"]!["connections"]!.AsArray())
        {
            connection!["vertices"] = new JsonArray(new JsonObject { ["x"] = 1.5, ["y"] = -2 });
            connection["unknown"] = dice.Json();
        }

        foreach (var input in document["inputs"]!.AsArray())
        {
            input!["unknown"] = dice.Json();
        }

        document["x-unknown"] = dice.Json();
        document["customProperties"] = new JsonObject { ["a"] = dice.Json(), ["b"] = dice.Json() };
        return document;
    }

    public static byte[] Bytes(JsonNode document) => Encoding.UTF8.GetBytes(document.ToJsonString());

    private static JsonObject Strange(Dice dice, JsonObject node)
    {
        node["metadata"] = new JsonObject { ["designer"] = new JsonObject { ["position"] = dice.Json() }, ["unknown"] = dice.Json() };
        node["customProperties"]!["unknown"] = dice.Json();
        node["x-unknown"] = dice.Json();
        return node;
    }

    private static JsonObject MakeNode(Dice dice, string id, int depth) => dice.Below(depth < 2 ? 13 : 7) switch
    {
        0 => Line(id),
        1 => Task(id),
        2 => SetVariable(id, "N", "(getVariable('N') || 0) + 1"),
        3 => Node("Elsa.Delay", id, ("timeSpan", Literal("01:00:00"))),
        4 => Node("Elsa.Cron", id, ("cronExpression", Literal("0 9 * * *"))),
        5 => Node("Elsa.Event", id, ("eventName", Value("Liquid", "E-{{ Variables.N }}"))),
        6 => Node("Elsa.RunTask", id, ("taskName", Literal("t")), ("payload", Value("Object", "{\"a\":1}"))),
        7 => Node("Elsa.If", id, ("condition", Script("getVariable('N') > 1")), ("then", MakeNode(dice, id + "t", depth + 1))),
        8 => Sequence(id, MakeNode(dice, id + "a", depth + 1), MakeNode(dice, id + "b", depth + 1)),
        9 => Node("Elsa.Switch", id, ("cases", new JsonArray(new JsonObject
        {
            ["label"] = "one",
            ["condition"] = new JsonObject { ["type"] = "JavaScript", ["value"] = "true" },
            ["activity"] = MakeNode(dice, id + "c", depth + 1),
        }))),
        10 => Node("Elsa.ParallelForEach", id, ("items", Value("Object", "[1,2]")), ("body", MakeNode(dice, id + "p", depth + 1))),
        11 => Node("Elsa.For", id, ("start", Literal(1)), ("end", Literal(3)), ("body", MakeNode(dice, id + "f", depth + 1))),
        _ => Node("Elsa.Fork", id, ("joinMode", "WaitAny"), ("branches", new JsonArray(MakeNode(dice, id + "k", depth + 1)))),
    };
}
