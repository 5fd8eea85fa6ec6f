using System.Text.Json;

namespace Becs.Workflows.Definitions;

/// <summary>
/// Whether the known parts of a document are of the kind they must be. Reading is lenient (Studio sends null, or leaves
/// things out), so what is of a wrong kind would be ignored without this.
/// </summary>
internal static class ShapeCheck
{
    private static readonly (string Name, string Kind)[] Definition =
    [
        ("definitionId", "text"), ("name", "text"), ("description", "text"), ("version", "number"), ("variables", "objects"),
        ("inputs", "objects"), ("outputs", "objects"), ("outcomes", "texts"), ("customProperties", "object"),
        ("options", "object"),
    ];

    private static readonly (string Name, string Kind)[] Activity =
    [
        ("id", "text"), ("type", "text"), ("version", "number"), ("name", "text"), ("nodeId", "text"),
        ("customProperties", "object"), ("metadata", "object"),
    ];

    public static void CheckDefinition(JsonElement document, List<DefinitionProblem> problems)
    {
        Check(document, "$", Definition, null, problems);
        foreach (var list in (string[])["inputs", "outputs"])
        {
            var index = 0;
            foreach (var item in Json.Items(document, list))
            {
                if (item.ValueKind == JsonValueKind.Object && string.IsNullOrEmpty(Json.Text(item, "name")))
                {
                    problems.Add(new DefinitionProblem(
                        "argument.nameless", $"$.{list}[{index}].name", "an input or output needs a name."));
                }

                index++;
            }
        }
    }

    public static void CheckActivity(JsonElement activity, string path, string? childList, List<DefinitionProblem> problems)
    {
        var id = Json.Text(activity, "id");
        Check(activity, path, Activity, id, problems);
        if (childList is not null)
        {
            Check(activity, path, [(childList, "objects")], id, problems);
        }
    }

    public static void CheckConnections(JsonElement flowchart, string path, string id, List<DefinitionProblem> problems)
    {
        Check(flowchart, path, [("connections", "objects"), ("start", "text")], id, problems);
        var index = 0;
        foreach (var connection in Json.Items(flowchart, "connections"))
        {
            var at = $"{path}.connections[{index++}]";
            foreach (var end in (string[])["source", "target"])
            {
                if (Json.Object(connection, end) is not { } endpoint || Json.Text(endpoint, "activity") is null)
                {
                    problems.Add(new DefinitionProblem(
                        "connection.incomplete", $"{at}.{end}", "a connection names an activity at both ends.", id));
                }
                else
                {
                    Check(endpoint, $"{at}.{end}", [("port", "text")], id, problems);
                }
            }
        }
    }

    private static void Check(
        JsonElement owner, string path, (string Name, string Kind)[] members, string? activityId, List<DefinitionProblem> problems)
    {
        foreach (var (name, kind) in members)
        {
            if (!owner.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            var wrong = Wrong(value, kind);
            if (wrong is not null)
            {
                problems.Add(new DefinitionProblem("json.kind", $"{path}.{name}{wrong}", $"must be {Said(kind)}.", activityId));
            }
        }
    }

    /// <summary>Null if a value is of a kind; otherwise where in it the wrong part is.</summary>
    private static string? Wrong(JsonElement value, string kind)
    {
        var isRight = kind switch
        {
            "text" => value.ValueKind == JsonValueKind.String,
            "number" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
            "object" => value.ValueKind == JsonValueKind.Object,
            _ => value.ValueKind == JsonValueKind.Array,
        };
        if (!isRight || kind is not ("objects" or "texts"))
        {
            return isRight ? null : "";
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind != (kind == "objects" ? JsonValueKind.Object : JsonValueKind.String))
            {
                return $"[{index}]";
            }

            index++;
        }

        return null;
    }

    private static string Said(string kind) => kind switch
    {
        "text" => "a text",
        "number" => "an integer",
        "object" => "an object",
        "objects" => "a list of objects",
        _ => "a list of texts",
    };
}
