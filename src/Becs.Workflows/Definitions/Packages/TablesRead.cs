using System.Text.Json;
using System.Text.RegularExpressions;
using Becs.Workflows.Errors;

namespace Becs.Workflows.Definitions.Packages;

/// <summary>Which tables the scripts of a definition read by their name.</summary>
internal static partial class TablesRead
{
    /// <exception cref="DefinitionException">A script reads a table the package does not hold: it would be an incident.</exception>
    public static void Require(JsonElement definition, IReadOnlyDictionary<string, JsonElement>? tables)
    {
        var missing = new List<DefinitionProblem>();
        Look(definition, "$", (path, text) => missing.AddRange(Reads().Matches(text).Select(m => m.Groups["name"].Value).Distinct(StringComparer.Ordinal)
            .Where(name => tables?.ContainsKey(name) != true)
            .Select(name => new DefinitionProblem("table.missing", path, $"the package holds no table '{name}'."))));
        if (missing.Count > 0)
        {
            throw new DefinitionException(missing);
        }
    }

    private static void Look(JsonElement value, string path, Action<string, string> found)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    Look(member.Value, $"{path}.{member.Name}", found);
                }

                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    Look(item, $"{path}[{index++}]", found);
                }

                break;
            case JsonValueKind.String when value.GetString()! is var text && text.Contains("getTable", StringComparison.Ordinal):
                found(path, text);
                break;
        }
    }

    [GeneratedRegex("""getTable\s*\(\s*(?:'(?<name>[^'\\]*)'|"(?<name>[^"\\]*)")\s*\)""")]
    private static partial Regex Reads();
}
