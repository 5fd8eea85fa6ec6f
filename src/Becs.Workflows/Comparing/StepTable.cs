using System.Text.Json.Nodes;

namespace Becs.Workflows.Comparing;

/// <summary>One activity of a definition, without the activities inside it.</summary>
internal sealed record Step(string Id, string Type, string Text, string Path, string? Parent, string Slot, JsonObject Own, JsonArray Arrows)
{
    public List<string> Children { get; } = [];

    /// <summary>The properties that hold activities: a change there is a change of steps.</summary>
    public HashSet<string> Places { get; } = new(StringComparer.Ordinal);
}

/// <summary>Every activity of a definition by id, parents before children.</summary>
internal sealed class StepTable
{
    private readonly Dictionary<string, Step> _steps = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, Step> Steps => _steps;

    public List<string> Order { get; } = [];

    public static StepTable Of(JsonObject root)
    {
        var table = new StepTable();
        table.Add((JsonObject)root.DeepClone(), "$.root", null, "");
        return table;
    }

    public static bool IsFlowchart(string type) => type == "Elsa.Flowchart";

    private void Add(JsonObject json, string path, string? parent, string slot)
    {
        var id = json["id"]?.ToString() ?? "";
        var key = id;
        for (var copy = 2; _steps.ContainsKey(key); copy++)
        {
            key = $"{id}#{copy}"; // refused by the compiler, but a difference all the same
        }

        var type = json["type"]?.ToString() ?? "";
        var arrows = IsFlowchart(type) && json["connections"] is JsonArray connections ? connections : null;
        if (arrows is not null)
        {
            json.Remove("connections");
        }

        var step = new Step(key, type, TextOf(json) ?? id, path, parent, slot, json, arrows ?? []);
        _steps.Add(key, step);
        Order.Add(key);
        if (parent is not null)
        {
            _steps[parent].Children.Add(key);
        }

        foreach (var (name, value) in json.ToArray())
        {
            TakeOut(step, name, value);
        }
    }

    private void TakeOut(Step step, string name, JsonNode? value)
    {
        if (value is JsonObject child && IsStep(child))
        {
            step.Own.Remove(name);
            step.Places.Add(name);
            Add(child, $"{step.Path}.{name}", step.Id, name);
        }
        else if (value is JsonArray items && items.Any(i => i is JsonObject o && (IsStep(o) || o["activity"] is JsonObject)))
        {
            var left = new JsonArray();
            for (var i = 0; i < items.Count; i++)
            {
                var at = $"{step.Path}.{name}[{i}]";
                if (items[i] is JsonObject item && IsStep(item))
                {
                    Add(item, at, step.Id, name);
                }
                else
                {
                    left.Add(items[i] is JsonObject @case ? WithoutStep(step, @case, at, $"{name}[{i}]") : items[i]?.DeepClone());
                }
            }

            step.Own[name] = left;
        }
    }

    private JsonObject WithoutStep(Step step, JsonObject @case, string path, string slot)
    {
        var rest = (JsonObject)@case.DeepClone();
        if (rest["activity"] is JsonObject inner && inner.ContainsKey("id"))
        {
            rest.Remove("activity");
            Add(inner, path + ".activity", step.Id, slot);
        }

        return rest;
    }

    private static bool IsStep(JsonObject json) => json.ContainsKey("type") && json.ContainsKey("id");

    private static string? TextOf(JsonObject json)
    {
        var shown = (json["metadata"] as JsonObject)?["displayText"] ?? json["name"];
        return shown is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
    }
}
