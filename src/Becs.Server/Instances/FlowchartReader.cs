using System.Text.Json;
using Becs.Workflows.Definitions.Packages;

namespace Becs.Server.Instances;

/// <summary>Reads what is drawn out of an Elsa 3 definition: the root flowchart's activities and connections, with the designer's positions.</summary>
public static class FlowchartReader
{
    /// <summary>Most steps drawn; a larger graph is cut, and the list says so.</summary>
    public const int MostNodes = 500;

    /// <summary>The root flowchart of a package.</summary>
    public static GraphView Of(WorkflowPackage package) => Read(package.Definition.Root.GetRawText());

    /// <param name="definition">The definition, or its root activity.</param>
    public static GraphView Read(string definition)
    {
        using var document = JsonDocument.Parse(definition);
        var root = Property(document.RootElement, "root") ?? document.RootElement;
        var nodes = Items(root, "activities").Take(MostNodes).Select(ReadNode).OfType<GraphNode>().ToList();
        var known = nodes.Select(n => n.Id).ToHashSet(StringComparer.Ordinal);
        var edges = Items(root, "connections").Select(ReadEdge).OfType<GraphEdge>()
            .Where(e => known.Contains(e.From) && known.Contains(e.To)).ToList();
        return new(nodes, edges);
    }

    private static GraphNode? ReadNode(JsonElement activity)
    {
        if (Word(activity, "id") is not { } id)
        {
            return null;
        }

        var type = Word(activity, "type") ?? "";
        var metadata = Property(activity, "metadata");
        var position = Property(Property(metadata, "designer"), "position");
        var title = Word(metadata, "displayText") ?? Word(activity, "name") ?? type[(type.LastIndexOf('.') + 1)..];
        return new(id, title, type, X: Number(position, "x"), Y: Number(position, "y"));
    }

    private static GraphEdge? ReadEdge(JsonElement connection)
    {
        var source = Property(connection, "source");
        var from = Word(source, "activity");
        var to = Word(Property(connection, "target"), "activity");
        return from is null || to is null ? null : new(from, to, Word(source, "port") ?? "Done");
    }

    private static IEnumerable<JsonElement> Items(JsonElement? holder, string name) =>
        Property(holder, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    private static JsonElement? Property(JsonElement? holder, string name) =>
        holder is { ValueKind: JsonValueKind.Object } element && element.TryGetProperty(name, out var value)
        && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)
            ? value
            : null;

    private static string? Word(JsonElement? holder, string name) =>
        Property(holder, name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text ? text : null;

    private static double? Number(JsonElement? holder, string name) =>
        Property(holder, name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;
}
