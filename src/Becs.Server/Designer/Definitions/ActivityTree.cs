using System.Text.Json.Nodes;

namespace Becs.Server.Designer.Definitions;

/// <summary>One activity of a definition's JSON.</summary>
/// <param name="Json">The activity.</param>
/// <param name="Parent">The activity around it; null for the root.</param>
/// <param name="Port">The property of the parent that holds it, as a port is named.</param>
/// <param name="NodeId">The path of ids from the workflow down, as the engine computes it.</param>
internal sealed record ActivityPlace(JsonObject Json, ActivityPlace? Parent, string Port, string NodeId)
{
    public string Id => Json.Text("id")!;

    public string Type => Json.Text("type")!;

    public int Version => Json.Number("version") ?? 1;
}

/// <summary>
/// Finds the activities in a definition's JSON without knowing their types: objects with an id and a type, as values of properties, in lists,
/// or as the activity of a case. Values of inputs are never looked into.
/// </summary>
internal static class ActivityTree
{
    public const string WorkflowNodeId = "Workflow1";

    private const int MostActivities = 5000;

    /// <summary>Every activity, parents before children.</summary>
    public static IReadOnlyList<ActivityPlace> Of(JsonObject definition)
    {
        var found = new List<ActivityPlace>();
        if (definition["root"] is JsonObject root && IsActivity(root))
        {
            Add(new ActivityPlace(root, null, "Root", $"{WorkflowNodeId}:{root.Text("id")}"), found);
        }

        return found;
    }

    private static void Add(ActivityPlace place, List<ActivityPlace> found)
    {
        if (found.Count >= MostActivities)
        {
            return;
        }

        found.Add(place);
        foreach (var (name, value) in place.Json)
        {
            if (name is "customProperties" or "metadata" or "connections" or "variables")
            {
                continue;
            }

            foreach (var child in ActivitiesIn(value))
            {
                Add(new ActivityPlace(child, place, char.ToUpperInvariant(name[0]) + name[1..], $"{place.NodeId}:{child.Text("id")}"), found);
            }
        }
    }

    private static IEnumerable<JsonObject> ActivitiesIn(JsonNode? value) => value switch
    {
        JsonObject child when IsActivity(child) => [child],
        JsonArray list => list.OfType<JsonObject>().SelectMany(item => IsActivity(item) ? [item]
            : item["activity"] is JsonObject inCase && IsActivity(inCase) ? [inCase] : Array.Empty<JsonObject>()),
        _ => [],
    };

    private static bool IsActivity(JsonObject json) => json.Text("id") is { Length: > 0 } && json.Text("type") is { Length: > 0 };
}
