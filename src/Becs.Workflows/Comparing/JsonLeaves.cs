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
        else if (before is JsonArray fewer && after is JsonArray more)
        {
            Items(fewer, more, path, leaves);
        }
        else if (!JsonNode.DeepEquals(before, after))
        {
            leaves.Add((path, before?.ToJsonString() ?? "null", after?.ToJsonString() ?? "null"));
        }
    }

    /// <summary>Lists of other lengths: which items came and which went, wherever the others stand now.</summary>
    private static void Items(JsonArray before, JsonArray after, string path, List<(string Path, string? Before, string? After)> leaves)
    {
        var left = before.Select((item, at) => (Text: item?.ToJsonString() ?? "null", At: at)).ToList();
        foreach (var (text, at) in after.Select((item, at) => (item?.ToJsonString() ?? "null", at)))
        {
            if (left.FindIndex(l => l.Text == text) is >= 0 and var found)
            {
                left.RemoveAt(found);
            }
            else
            {
                leaves.Add(($"{path}[{at}]", null, text));
            }
        }

        leaves.AddRange(left.Select(l => ($"{path}[{l.At}]", (string?)l.Text, (string?)null)));
    }

    private static string? Text(JsonObject owner, string name) =>
        owner.ContainsKey(name) ? owner[name]?.ToJsonString() ?? "null" : null;
}
