using System.Text.Json.Nodes;

namespace Becs.Server.Designer.Definitions;

/// <summary>
/// Gives back what Studio loses between reading a definition and saving it: fields it does not know on the definition, its options,
/// variables, inputs, outputs and connections; and the order of activities and connections, which it changes when a box is moved. What it
/// does know is taken as sent, so that a person can remove it. What it adds by itself — fields without a value, the measured size of a box that
/// was not moved — is left out again: a saved draft differs from what was opened by what was edited.
/// </summary>
internal static class KeptParts
{
    private static readonly HashSet<string> OfDefinition = new(StringComparer.Ordinal)
    {
        "name", "description", "toolVersion", "variables", "inputs", "outputs", "outcomes", "customProperties", "options", "root",
    };

    private static readonly HashSet<string> OfOptions = new(StringComparer.Ordinal)
    {
        "activationStrategyType", "usableAsActivity", "autoUpdateConsumingWorkflows", "activityCategory", "incidentStrategyType",
        "commitStrategyName",
    };

    private static readonly HashSet<string> OfVariable = new(StringComparer.Ordinal)
    {
        "id", "name", "typeName", "isArray", "value", "storageDriverTypeName",
    };

    private static readonly HashSet<string> OfArgument = new(StringComparer.Ordinal)
    {
        "type", "name", "displayName", "description", "category", "uiHint", "storageDriverType", "isArray",
    };

    /// <summary>What <see cref="DefinitionWriter"/> adds to an activity so that Studio can show it.</summary>
    private static readonly string[] Served = ["nodeId", "customProperties", "metadata"];

    private static readonly HashSet<string> OfConnection = new(StringComparer.Ordinal) { "source", "target", "vertices" };

    /// <param name="before">What was stored.</param>
    /// <param name="sent">What Studio sends; completed in place.</param>
    public static void Restore(JsonObject before, JsonObject sent)
    {
        CopyUnknown(before, sent, [.. OfDefinition, .. DefinitionWriter.Envelope]);
        foreach (var added in sent.Where(p => p.Value is JsonObject { Count: 0 } or JsonArray { Count: 0 } && !before.ContainsKey(p.Key)).Select(p => p.Key).ToList())
        {
            sent.Remove(added);
        }

        if (before["options"] is JsonObject options && sent["options"] is JsonObject sentOptions)
        {
            CopyUnknown(options, sentOptions, OfOptions);
        }

        CopyUnknown(before, sent, "variables", v => v.Text("id") ?? v.Text("name"), OfVariable);
        CopyUnknown(before, sent, "inputs", i => i.Text("name"), OfArgument);
        CopyUnknown(before, sent, "outputs", o => o.Text("name"), OfArgument);
        var stored = ActivityTree.Of(before).DistinctBy(a => a.Id).ToDictionary(a => a.Id, a => a.Json, StringComparer.Ordinal);
        foreach (var place in ActivityTree.Of(sent))
        {
            var known = stored.GetValueOrDefault(place.Id);
            foreach (var added in Served.Where(name => known?.ContainsKey(name) != true && IsAsServed(place, name)))
            {
                place.Json.Remove(added);
            }

            if (known is { } same)
            {
                CopyUnknown(same, place.Json, "connections", ConnectionKey, OfConnection);
                Reorder(same, place.Json, "activities", a => a.Text("id"));
                Reorder(same, place.Json, "connections", ConnectionKey);
                KeepSize(same, place.Json);
            }
        }
    }

    /// <summary>What reading a definition gave an activity that did not have it: left out again, or every step would differ.</summary>
    private static bool IsAsServed(ActivityPlace place, string name) => name == "nodeId"
        ? place.Json.Text(name) == place.NodeId
        : place.Json[name] is JsonObject { Count: 0 };

    private static string ConnectionKey(JsonObject connection)
    {
        var (source, target) = (connection["source"] as JsonObject, connection["target"] as JsonObject);
        return $"{source.Text("activity")}|{source.Text("port") ?? "Done"}|{target.Text("activity")}|{target.Text("port") ?? "In"}";
    }

    private static void CopyUnknown(JsonObject before, JsonObject sent, HashSet<string> known)
    {
        foreach (var (name, value) in before.Where(p => !known.Contains(p.Key) && !sent.ContainsKey(p.Key)))
        {
            sent[name] = value?.DeepClone();
        }

        foreach (var added in sent.Where(p => p.Value is null && !before.ContainsKey(p.Key)).Select(p => p.Key).ToList())
        {
            sent.Remove(added);
        }
    }

    /// <summary>Studio measures each box anew; where it stands says whether a person moved it.</summary>
    private static void KeepSize(JsonObject before, JsonObject sent)
    {
        if ((before["metadata"] as JsonObject)?["designer"] is JsonObject stored && (sent["metadata"] as JsonObject)?["designer"] is JsonObject designer
            && stored["size"] is { } size && JsonNode.DeepEquals(stored["position"], designer["position"]))
        {
            designer["size"] = size.DeepClone();
        }
    }

    private static void CopyUnknown(JsonObject before, JsonObject sent, string list, Func<JsonObject, string?> key, HashSet<string> known)
    {
        var stored = before.Items(list).Where(i => key(i) is not null).DistinctBy(key).ToDictionary(i => key(i)!, StringComparer.Ordinal);
        foreach (var item in sent.Items(list))
        {
            if (key(item) is { } name && stored.TryGetValue(name, out var same))
            {
                CopyUnknown(same, item, known);
            }
        }
    }

    /// <summary>What was there keeps its place; what is new comes after it, as sent.</summary>
    private static void Reorder(JsonObject before, JsonObject sent, string list, Func<JsonObject, string?> key)
    {
        if (sent[list] is not JsonArray items || items.Any(i => i is not JsonObject))
        {
            return;
        }

        var places = before.Items(list).Select(key).OfType<string>().Distinct(StringComparer.Ordinal).Index()
            .ToDictionary(p => p.Item, p => p.Index, StringComparer.Ordinal);
        var ordered = items.Cast<JsonObject>().OrderBy(i => key(i) is { } name ? places.GetValueOrDefault(name, int.MaxValue) : int.MaxValue)
            .ToList();
        items.Clear();
        foreach (var item in ordered)
        {
            items.Add((JsonNode)item);
        }
    }
}
