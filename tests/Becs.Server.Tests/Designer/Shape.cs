using System.Text.Json.Nodes;

namespace Becs.Server.Tests.Designer;

/// <summary>Compares two JSON documents by the names and types of their fields.</summary>
internal static class Shape
{
    /// <summary>What the recorded document has and ours lacks or has otherwise. What is null, or only in some elements of a list, is optional.</summary>
    /// <param name="free">Fields whose content is not Elsa's to define.</param>
    public static IEnumerable<string> Missing(JsonNode? recorded, JsonNode? ours, IReadOnlySet<string> free, string path = "$")
    {
        if (recorded is null)
        {
            return [];
        }

        if (KindOf(recorded) != KindOf(ours))
        {
            return [$"{path}: recorded {KindOf(recorded)}, ours {KindOf(ours)}"];
        }

        return recorded switch
        {
            JsonObject fields => fields.Where(f => f.Value is not null).SelectMany(f =>
                !((JsonObject)ours!).TryGetPropertyValue(f.Key, out var value) ? [$"{path}.{f.Key}: missing"]
                : free.Contains(f.Key) ? []
                : Missing(f.Value, value, free, $"{path}.{f.Key}")),
            JsonArray list when list.Count > 0 && ((JsonArray)ours!).Count > 0 => Missing(Common(list), ours[0], free, $"{path}[0]"),
            _ => [],
        };
    }

    /// <summary>What all elements of a list have.</summary>
    private static JsonNode? Common(JsonArray list)
    {
        if (list[0] is not JsonObject first)
        {
            return list[0];
        }

        var common = first.DeepClone().AsObject();
        foreach (var name in first.Select(f => f.Key).Where(n => list.Any(e => (e as JsonObject)?[n] is null)))
        {
            common.Remove(name);
        }

        return common;
    }

    private static string KindOf(JsonNode? node) => node?.GetValueKind().ToString().Replace("True", "Boolean").Replace("False", "Boolean") ?? "Null";
}
