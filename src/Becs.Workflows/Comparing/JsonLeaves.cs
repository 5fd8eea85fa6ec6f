using System.Text.Json.Nodes;

namespace Becs.Workflows.Comparing;

/// <summary>Finds the values in which two JSON documents differ.</summary>
internal static class JsonLeaves
{
    public static void Compare(JsonNode? before, JsonNode? after, string path, List<(string Path, string? Before, string? After)> leaves)
    {
        if (before is JsonObject old && after is JsonObject @new)
        {
            foreach (var name in old.Concat(@new).Select(p => p.Key).Distinct(StringComparer.Ordinal))
            {
                if (old.ContainsKey(name) == @new.ContainsKey(name))
                {
                    Compare(old[name], @new[name], $"{path}.{name}", leaves);
                }
                else
                {
                    leaves.Add(($"{path}.{name}", Text(old, name), Text(@new, name)));
                }
            }
        }
        else if (before is JsonArray former && after is JsonArray now && former.Count == now.Count)
        {
            for (var i = 0; i < now.Count; i++)
            {
                Compare(former[i], now[i], $"{path}[{i}]", leaves);
            }
        }
        else if (!JsonNode.DeepEquals(before, after))
        {
            leaves.Add((path, before?.ToJsonString() ?? "null", after?.ToJsonString() ?? "null"));
        }
    }

    private static string? Text(JsonObject owner, string name) =>
        owner.ContainsKey(name) ? owner[name]?.ToJsonString() ?? "null" : null;
}
