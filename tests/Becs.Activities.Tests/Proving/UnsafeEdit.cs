using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Becs.Activities.Tests.Workflows;
using Becs.Workflows.Definitions.Packages;

namespace Becs.Activities.Tests.Proving;

/// <summary>One row of the table of unsafe edits in docs/validation/mutants.md.</summary>
internal sealed partial record UnsafeEdit(string Operator, string Process, string Text)
{
    public static IReadOnlyList<UnsafeEdit> All { get; } = Read();

    public void Apply(Draft draft)
    {
        var rules = new (Regex Pattern, Action<Draft, string[]> Make)[]
        {
            (Reroute(), (d, a) => RerouteTo(d, a[0], a[1], a[2])),
            (Also(), (d, a) => d.Connect(a[0], a[1], a[2])),
            (Gone(), (d, a) => TakeOut(d, a[0], a[1])),
            (Swap(), (d, a) => Swapped(d, a[0], a[1], a[2])),
            (Output(), (d, a) => d[a[0]][a[1]] = new JsonObject { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = a[2] } }),
            (Input(), (d, a) => Set(d[a[0]], a[1], a[2])),
            (AskBetween(), (d, a) => { d.Ask("Asked"); d.Between(a[0], a[1], "Asked", "Seen"); }),
            (AskByBetween(), (d, a) => { Set(d.Ask("Asked"), "formKey", a[0]); d.Between(a[1], a[2], "Asked", "Seen"); }),
            (RunBetween(), (d, a) => { d.Add("Elsa.WriteLine", "Ran", ("text", Draft.Script(a[0]))); d.Between(a[1], a[2], "Ran", "Done"); }),
            (SetBetween(), (d, a) => { Write(d, a[0]); d.Between(a[1], a[2], "Written", "Done"); }),
            (StartAt(), (d, a) => d.Definition["root"]!["start"] = a[0]),
            (EventBefore(), (d, a) => { Event(d); d.Connect("OwnEvent", "Done", a[0]); }),
            (FaultBetween(), (d, a) => { d.Add("Elsa.Fault", "OwnFault"); d.Between(a[0], a[1], "OwnFault", "Done"); }),
            (FormWithout(), (d, a) => Without(d.Forms[a[0] + ".v1"], a[1])),
            (FormSkips(), (d, a) => Skips(d.Forms[a[0] + ".v1"], a[1])),
            (FormHides(), (d, a) => Field(d, a)["x-showIf"] = JsonNode.Parse("""{"field":"never","equals":true}""")),
            (FormFills(), (d, a) => Field(d, a)["readOnly"] = true),
            (FormDecides(), (d, a) => Field(d, a)["const"] = a[2] == "true" ? true : JsonValue.Create(a[2])),
            (FormShows(), (d, a) => Field(d, a)["x-widget"] = "context"),
            (FormTypes(), (d, a) => Field(d, a).Remove("x-widget")),
            (FormTakes(), (d, a) => Field(d, a)["minimum"] = int.Parse(a[2], CultureInfo.InvariantCulture)),
            (FormOffers(), (d, a) => Field(d, a)["enum"] = new JsonArray(a[2])),
            (Child(), (d, a) => ByChild(d, a[1], a[2], a[0].Length == 0)),
        };
        foreach (var (pattern, make) in rules)
        {
            if (pattern.Match(Text) is { Success: true } match)
            {
                make(draft, [.. match.Groups.Cast<Group>().Skip(1).Select(g => g.Value)]);
                return;
            }
        }

        throw new InvalidOperationException($"No edit is written as '{Text}'.");
    }

    public override string ToString() => $"{Operator}: {Process}: {Text}";

    private static List<UnsafeEdit> Read() =>
        [.. File.ReadAllLines(Path.Combine(Shipped.Root, "docs", "validation", "mutants.md")).Select(l => Row().Match(l)).Where(m => m.Success)
            .Select(m => new UnsafeEdit(m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value.Replace("\\|", "|", StringComparison.Ordinal)))];

    private static void RerouteTo(Draft draft, string source, string port, string target)
    {
        if (target == "nothing")
        {
            draft.Arrows.Remove(draft.Arrow(source, port));
            return;
        }

        draft.Arrow(source, port)["target"]!["activity"] = target == "end" ? draft.Add("Elsa.End", "OwnEnd")["id"]!.ToString() : target;
    }

    private static void TakeOut(Draft draft, string id, string outcome)
    {
        var target = draft.Target(id, outcome);
        foreach (var arrow in draft.Arrows.OfType<JsonObject>().ToList())
        {
            if (arrow["source"]!["activity"]!.ToString() == id)
            {
                draft.Arrows.Remove(arrow);
            }
            else if (arrow["target"]!["activity"]!.ToString() == id)
            {
                arrow["target"]!["activity"] = target;
            }
        }

        draft.Steps.Remove(draft[id]);
    }

    private static void Swapped(Draft draft, string id, string one, string other)
    {
        var (first, second) = (draft.Arrow(id, one), draft.Arrow(id, other));
        first["source"]!["port"] = other;
        second["source"]!["port"] = one;
    }

    private static void Set(JsonObject step, string input, string value)
    {
        var typeName = step[input]?["typeName"]?.ToString() ?? "Object";
        if (value == "none")
        {
            step.Remove(input);
            return;
        }

        step[input] = value.StartsWith("js ", StringComparison.Ordinal) ? Draft.Script(value[3..])
            : value.StartsWith('[') ? Draft.List(JsonSerializer.Deserialize<string[]>(value)!)
            : Draft.Literal(value, typeName);
    }

    private static void Write(Draft draft, string variable) => draft.Add("Elsa.SetVariable", "Written",
        ("variable", new JsonObject { ["id"] = variable, ["name"] = variable }), ("value", Draft.Script("getInput('Event').otherId")));

    private static void Event(Draft draft) =>
        draft.Add("Elsa.Event", "OwnEvent", ("eventName", Draft.Literal("SomethingElse")))["customProperties"]!["canStartWorkflow"] = true;

    private static void Without(JsonObject form, string field)
    {
        var required = (JsonArray)form["required"]!;
        required.Remove(required.Single(f => f!.ToString() == field));
    }

    private static JsonObject Field(Draft draft, string[] named) => (JsonObject)draft.Forms[named[0] + ".v1"]["properties"]![named[1]]!;

    private static void Skips(JsonObject form, string answer)
    {
        var skipped = form["x-skipFor"] as JsonArray ?? [];
        form["x-skipFor"] = skipped;
        skipped.Add(answer);
    }

    /// <summary>The step alone in a child workflow; in its place a step that waits for the child.</summary>
    private static void ByChild(Draft draft, string id, string outcome, bool isKnown)
    {
        var step = draft[id];
        var child = new JsonObject
        {
            ["definitionId"] = "child",
            ["version"] = 1,
            ["variables"] = draft.Definition["variables"]!.DeepClone(),
            ["inputs"] = draft.Definition["inputs"]!.DeepClone(),
            ["root"] = new JsonObject
            {
                ["id"] = "Flowchart1",
                ["type"] = "Elsa.Flowchart",
                ["version"] = 1,
                ["start"] = id,
                ["activities"] = new JsonArray(step.DeepClone(), new JsonObject { ["id"] = "Over", ["type"] = "Elsa.End", ["version"] = 1 }),
                ["connections"] = new JsonArray([.. Ports(draft, id).Select(p => (JsonNode)new JsonObject
                {
                    ["source"] = new JsonObject { ["activity"] = id, ["port"] = p.Port },
                    ["target"] = new JsonObject { ["activity"] = "Over", ["port"] = "In" },
                })]),
            },
        };
        draft.Children["child"] = new PackageBuilder(Shipped.Registry).Build(JsonSerializer.SerializeToUtf8Bytes(child));
        if (!isKnown)
        {
            draft.UnknownChildren.Add("child");
        }

        var ends = Ports(draft, id).OrderBy(p => p.Port == outcome ? 0 : 1).ToList();
        draft.Steps.Remove(step);
        draft.Add("Elsa.DispatchWorkflow", id, ("workflowDefinitionId", Draft.Literal("child")), ("waitForCompletion", Draft.Literal("True", "Boolean")));
        string[] ports = ["Done", "Faulted", "Cancelled"];
        for (var i = 0; i < ends.Count; i++)
        {
            ends[i].Arrow["source"]!["port"] = ports[Math.Min(i, 2)];
        }
    }

    private static List<(string Port, JsonObject Arrow)> Ports(Draft draft, string id) =>
        [.. draft.Arrows.OfType<JsonObject>().Where(a => a["source"]!["activity"]!.ToString() == id).Select(a => (a["source"]!["port"]!.ToString(), a))];

    [GeneratedRegex(@"^\| ([a-zA-Z' -]+) \| ([a-z-]+) \| `(.+)` \|$")]
    private static partial Regex Row();

    [GeneratedRegex(@"^(\w+):(\w+) -> (\w+)$")]
    private static partial Regex Reroute();

    [GeneratedRegex(@"^(\w+):(\w+) \+ (\w+)$")]
    private static partial Regex Also();

    [GeneratedRegex(@"^(\w+) gone by (\w+)$")]
    private static partial Regex Gone();

    [GeneratedRegex(@"^swap (\w+):(\w+) (\w+)$")]
    private static partial Regex Swap();

    [GeneratedRegex(@"^(\w+)\.(\w+) => (\w+)$")]
    private static partial Regex Output();

    [GeneratedRegex(@"^(\w+)\.(\w+) = (.+)$")]
    private static partial Regex Input();

    [GeneratedRegex(@"^ask between (\w+):(\w+)$")]
    private static partial Regex AskBetween();

    [GeneratedRegex(@"^ask (js .+) between (\w+):(\w+)$")]
    private static partial Regex AskByBetween();

    [GeneratedRegex(@"^run (.+) between (\w+):(\w+)$")]
    private static partial Regex RunBetween();

    [GeneratedRegex(@"^set (\w+) between (\w+):(\w+)$")]
    private static partial Regex SetBetween();

    [GeneratedRegex(@"^start at (\w+)$")]
    private static partial Regex StartAt();

    [GeneratedRegex(@"^event before (\w+)$")]
    private static partial Regex EventBefore();

    [GeneratedRegex(@"^fault between (\w+):(\w+)$")]
    private static partial Regex FaultBetween();

    [GeneratedRegex(@"^form ([\w-]+) without ([\w-]+)$")]
    private static partial Regex FormWithout();

    [GeneratedRegex(@"^form ([\w-]+) skips (\w+)$")]
    private static partial Regex FormSkips();

    [GeneratedRegex(@"^form ([\w-]+) hides ([\w-]+)$")]
    private static partial Regex FormHides();

    [GeneratedRegex(@"^form ([\w-]+) fills ([\w-]+)$")]
    private static partial Regex FormFills();

    [GeneratedRegex(@"^form ([\w-]+) answers ([\w-]+) with (\w+)$")]
    private static partial Regex FormDecides();

    [GeneratedRegex(@"^form ([\w-]+) shows ([\w-]+)$")]
    private static partial Regex FormShows();

    [GeneratedRegex(@"^form ([\w-]+) types ([\w-]+)$")]
    private static partial Regex FormTypes();

    [GeneratedRegex(@"^form ([\w-]+) takes for ([\w-]+) from (\d+)$")]
    private static partial Regex FormTakes();

    [GeneratedRegex(@"^form ([\w-]+) offers for ([\w-]+) only (\w+)$")]
    private static partial Regex FormOffers();

    [GeneratedRegex(@"^(unknown )?child (\w+) by (\w+)$")]
    private static partial Regex Child();
}
