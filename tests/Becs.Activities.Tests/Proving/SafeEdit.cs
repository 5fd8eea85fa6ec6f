using System.Globalization;
using System.Text.Json.Nodes;
using Becs.Workflows.Tests;

namespace Becs.Activities.Tests.Proving;

/// <summary>The operators of the table of safe edits in docs/validation/mutants.md, applied where a seed says.</summary>
internal static class SafeEdit
{
    /// <summary>On the way to an emergency issue nothing may be waited for.</summary>
    private static readonly string[] _emergency = ["ReadRequest:Emergency", "ProposeEmergency:Proposed"];

    public static IReadOnlyDictionary<string, Func<Draft, Dice, bool>> All { get; } = new Dictionary<string, Func<Draft, Dice, bool>>(StringComparer.Ordinal)
    {
        ["layout"] = Layout,
        ["text"] = Text,
        ["note"] = (d, r) => OnArrow(d, r, true, id => d.Add("Elsa.WriteLine", id, ("text", Draft.Literal("passed"))), "Done"),
        ["variable"] = Variable,
        ["check"] = (d, r) => OnArrow(d, r, false, id => d.Ask(id), "Seen"),
        ["wait"] = (d, r) => OnArrow(d, r, false, id => d.Add("Elsa.Delay", id, ("timeSpan", Draft.Literal("00:05:00", "TimeSpan"))), "Done"),
        ["beside"] = Beside,
        ["rename"] = Rename,
        ["sooner"] = Sooner,
        ["stricter"] = Stricter,
        ["field"] = Field,
        ["again"] = Again,
    };

    private static string Fresh(Draft draft, string word)
    {
        var number = 1;
        while (draft.Ids.Contains(word + number))
        {
            number++;
        }

        return word + number.ToString(CultureInfo.InvariantCulture);
    }

    private static bool Layout(Draft draft, Dice dice)
    {
        foreach (var step in draft.Steps.OfType<JsonObject>())
        {
            step["metadata"]!["designer"] = new JsonObject { ["position"] = new JsonObject { ["x"] = dice.Below(900), ["y"] = dice.Below(900) } };
        }

        dice.Of(draft.Arrows.ToList())!["vertices"] = new JsonArray(new JsonObject { ["x"] = dice.Below(100) });
        return true;
    }

    private static bool Text(Draft draft, Dice dice)
    {
        var step = dice.Of(draft.Steps.ToList())!;
        step["metadata"]!["displayText"] = "Text " + dice.Below(1000).ToString(CultureInfo.InvariantCulture);
        step["name"] = "Name " + dice.Below(1000).ToString(CultureInfo.InvariantCulture);
        draft.Definition["description"] = "Described anew";
        return true;
    }

    private static bool OnArrow(Draft draft, Dice dice, bool isFast, Action<string> add, string outcome)
    {
        var (source, port) = AnyArrow(draft, dice, isFast);
        var id = Fresh(draft, "Extra");
        add(id);
        draft.Between(source, port, id, outcome);
        return true;
    }

    private static (string Source, string Port) AnyArrow(Draft draft, Dice dice, bool isFast)
    {
        var arrows = draft.Arrows.Select(a => (Source: a!["source"]!["activity"]!.ToString(), Port: a["source"]!["port"]!.ToString()))
            .GroupBy(a => a).Where(g => g.Count() == 1).Select(g => g.Key)
            .Where(a => isFast || (!_emergency.Contains($"{a.Source}:{a.Port}") && !a.Source.StartsWith("Extra", StringComparison.Ordinal))).ToList();
        return dice.Of(arrows);
    }

    private static bool Variable(Draft draft, Dice dice)
    {
        var name = "own" + dice.Below(1000).ToString(CultureInfo.InvariantCulture);
        ((JsonArray)draft.Definition["variables"]!).Add(new JsonObject { ["id"] = name, ["name"] = name, ["typeName"] = "Object" });
        return OnArrow(draft, dice, true, id => draft.Add("Elsa.SetVariable", id,
            ("variable", new JsonObject { ["id"] = name, ["name"] = name }), ("value", Draft.Script("1 + 1"))), "Done");
    }

    private static bool Beside(Draft draft, Dice dice)
    {
        var (source, port) = AnyArrow(draft, dice, false);
        var (fork, task, join) = (Fresh(draft, "ExtraFork"), Fresh(draft, "ExtraTask"), Fresh(draft, "ExtraJoin"));
        var note = Fresh(draft, "ExtraNote");
        draft.Add("Elsa.FlowFork", fork, ("branches", Draft.List("One", "Other")));
        draft.Ask(task);
        draft.Add("Elsa.WriteLine", note, ("text", Draft.Literal("meanwhile")));
        draft.Add("Elsa.FlowJoin", join, ("mode", Draft.Literal("WaitAll")));
        draft.Between(source, port, join, "Done");
        draft.Arrow(source, port)["target"]!["activity"] = fork;
        draft.Connect(fork, "One", task);
        draft.Connect(fork, "Other", note);
        draft.Connect(task, "Seen", join);
        draft.Connect(note, "Done", join);
        return true;
    }

    private static bool Rename(Draft draft, Dice dice)
    {
        var id = dice.Of(draft.Ids.ToList());
        var renamed = Fresh(draft, "Renamed");
        Replace(draft.Definition["root"]!, id, renamed);
        return true;
    }

    private static void Replace(JsonNode node, string id, string renamed)
    {
        if (node is JsonArray items)
        {
            items.OfType<JsonNode>().ToList().ForEach(i => Replace(i, id, renamed));
        }

        foreach (var (name, value) in (node as JsonObject)?.ToArray() ?? [])
        {
            if (name is "id" or "activity" or "start" && value is JsonValue && value.ToString() == id)
            {
                node[name] = renamed;
            }
            else if (name == "excludeUsersOf" && value?["expression"]?["value"] is JsonValue list)
            {
                value["expression"]!["value"] = list.ToString().Replace($"\"{id}\"", $"\"{renamed}\"", StringComparison.Ordinal);
            }
            else if (value is not null && name is not "variable" and not "memoryReference")
            {
                Replace(value, id, renamed);
            }
        }
    }

    private static bool Sooner(Draft draft, Dice dice)
    {
        var timers = draft.Steps.OfType<JsonObject>().Select(s => s["dueIn"]?["expression"]).OfType<JsonObject>()
            .Where(e => e["type"]!.ToString() == "Literal" && TimeSpan.TryParse(e["value"]!.ToString(), out var due) && due > TimeSpan.FromMinutes(10)).ToList();
        if (timers.Count == 0)
        {
            return false;
        }

        var timer = dice.Of(timers);
        timer["value"] = (TimeSpan.Parse(timer["value"]!.ToString(), CultureInfo.InvariantCulture) / 2).ToString("c");
        return true;
    }

    private static bool Stricter(Draft draft, Dice dice)
    {
        var tasks = draft.Steps.OfType<JsonObject>().Where(s => s.ContainsKey("dueIn")).ToList();
        var (task, other) = (dice.Of(tasks), dice.Of(tasks)["id"]!.ToString());
        var excluded = task["excludeUsersOf"]?["expression"]?["value"]?.ToString() is { } list
            && task["excludeUsersOf"]!["expression"]!["type"]!.ToString() == "Object"
            ? System.Text.Json.JsonSerializer.Deserialize<string[]>(list)!
            : [];
        if (task["excludeUsersOf"] is not null && excluded.Length == 0)
        {
            return false;
        }

        task["excludeUsersOf"] = Draft.List([.. excluded.Append(other).Distinct(StringComparer.Ordinal)]);
        return true;
    }

    private static bool Field(Draft draft, Dice dice)
    {
        var form = dice.Of(draft.Forms.Values.ToList());
        form["properties"] ??= new JsonObject();
        form["properties"]!["own"] = new JsonObject { ["type"] = "string", ["title"] = new JsonObject { ["en"] = "Our own" } };
        (form["required"] as JsonArray)?.Add("own");
        return true;
    }

    private static bool Again(Draft draft, Dice dice)
    {
        if (!draft.Ids.Contains("Verify") || draft["Verify"]["type"]!.ToString() != "Becs.VerifyLabel" || draft.Ids.Contains("VerifyAgain")
            || !draft.Ids.Contains("Release") || draft.Definition["definitionId"]!.ToString() != "component-release")
        {
            return false;
        }

        draft.Add("Becs.VerifyLabel", "VerifyAgain", ("unitId", draft["Verify"]["unitId"]?.DeepClone()), ("excludeUsersOf", Draft.List("Print", "Verify")));
        draft.Between("Verify", "Verified", "VerifyAgain", "Verified");
        draft.Connect("VerifyAgain", "Failed", "Print");
        draft["Release"]["excludeUsersOf"] = Draft.List("Print", "Verify", "VerifyAgain");
        return true;
    }
}
