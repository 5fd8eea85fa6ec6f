using System.Text;
using System.Text.Json.Nodes;

namespace Becs.Benchmarks;

/// <summary>The workflows measured, as Elsa 3 JSON.</summary>
internal static class Definitions
{
    /// <summary>Bare bookmarks in an instance.</summary>
    public const int Waits = 5;

    /// <summary>Steps of the benchmark one behind the other.</summary>
    public static byte[] Chain(IEnumerable<string> types, string definitionId = "bench")
    {
        var steps = types.Select((type, i) => Step("A" + i, type)).ToArray();
        return Flowchart(definitionId, steps, [.. Enumerable.Range(0, steps.Length - 1).Select(i => Arrow("A" + i, "A" + (i + 1)))]);
    }

    /// <summary>Tasks one behind the other.</summary>
    /// <param name="definitionId">The definition's id.</param>
    /// <param name="tasks">How many.</param>
    /// <param name="isRing">Whether the last leads to the first again, so that each completion makes the next task, for ever.</param>
    /// <param name="version">The definition's version.</param>
    public static byte[] Tasks(string definitionId, int tasks, bool isRing, int version = 1)
    {
        var take = Step("Take", "Elsa.SetVariable");
        take["variable"] = new JsonObject { ["id"] = "donorId", ["name"] = "donorId" };
        take["value"] = Expression("Input", "donorId");
        var asked = Enumerable.Range(0, tasks).Select(i =>
        {
            var step = Step("T" + i, "Bench.AnswerTask");
            step["donorId"] = Expression("Variable", new JsonObject { ["id"] = "donorId", ["name"] = "donorId" });
            return step;
        });
        var document = JsonNode.Parse(Flowchart(
            definitionId, [take, .. asked],
            [Arrow("Take", "T0"), .. Enumerable.Range(0, isRing ? tasks : tasks - 1).Select(i => Arrow("T" + i, "T" + ((i + 1) % tasks)))]))!;
        document["version"] = version;
        document["inputs"] = new JsonArray(new JsonObject { ["type"] = "String", ["name"] = "donorId" });
        document["variables"] = new JsonArray(new JsonObject { ["id"] = "donorId", ["name"] = "donorId", ["typeName"] = "String" });
        return Encoding.UTF8.GetBytes(document.ToJsonString());
    }

    /// <summary>A thousand bodies side by side, and a step behind them.</summary>
    public static byte[] FanOutByLoop(string definitionId = "bench") => Encoding.UTF8.GetBytes("""
        {"definitionId":"ID","root":{"id":"S","type":"Elsa.Sequence","version":1,"activities":[
          {"id":"P","type":"Elsa.ParallelForEach","version":1,
           "items":{"typeName":"Object","expression":{"type":"Object","value":"ITEMS"}},
           "body":{"id":"B","type":"Bench.TrivialStep","version":1}},
          {"id":"E","type":"Bench.TrivialStep","version":1}]}}
        """.Replace("ITEMS", "[" + string.Join(',', Enumerable.Range(0, 1000)) + "]", StringComparison.Ordinal)
        .Replace("ID", definitionId, StringComparison.Ordinal));

    /// <summary>A thousand arrows out of one step, and a thousand into another.</summary>
    public static byte[] FanOutByArrows(string definitionId = "bench", string between = "Bench.TrivialStep")
    {
        var names = Enumerable.Range(0, 1000).Select(i => "A" + i).ToArray();
        return Flowchart(
            definitionId,
            [Step("S", "Bench.TrivialStep"), .. names.Select(n => Step(n, between)), Step("J", "Bench.TrivialStep")],
            [.. names.Select(n => Arrow("S", n)), .. names.Select(n => Arrow(n, "J"))]);
    }

    private static byte[] Flowchart(string definitionId, JsonObject[] steps, JsonObject[] arrows) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["definitionId"] = definitionId,
        ["root"] = new JsonObject
        {
            ["id"] = "Flowchart1",
            ["type"] = "Elsa.Flowchart",
            ["version"] = 1,
            ["activities"] = new JsonArray([.. steps]),
            ["connections"] = new JsonArray([.. arrows]),
        },
    }.ToJsonString());

    private static JsonObject Step(string id, string type) => new()
    {
        ["id"] = id,
        ["type"] = type,
        ["version"] = 1,
        ["customProperties"] = new JsonObject(),
        ["metadata"] = new JsonObject(),
    };

    private static JsonObject Arrow(string from, string to) => new()
    {
        ["source"] = new JsonObject { ["activity"] = from, ["port"] = "Done" },
        ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" },
    };

    private static JsonObject Expression(string type, JsonNode value) => new()
    {
        ["typeName"] = "String",
        ["expression"] = new JsonObject { ["type"] = type, ["value"] = value },
    };
}
