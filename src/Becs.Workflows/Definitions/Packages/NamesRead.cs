using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Becs.Workflows.Definitions.Packages;

/// <summary>
/// Which names of steps decide what an expression reads. A step found by its name is behaviour: a second step under it, or the name gone, and
/// another value is read. Where the name is computed, any may be meant.
/// </summary>
internal sealed partial class NamesRead
{
    private const string Helper = "getOutputFrom";
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private readonly List<string> _references = [];
    private bool _any;

    public static NamesRead By(JsonObject root)
    {
        var names = new NamesRead();
        names.Look(root);
        return names;
    }

    public bool Has(string name) =>
        _any || _written.Contains(name) || _references.Exists(r => r.Contains(name, StringComparison.Ordinal));

    private void Look(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject made:
                if (made["type"] is JsonValue type && type.ToString() == "Output" && made["value"] is { } reference)
                {
                    Texts(reference);
                }

                foreach (var (_, value) in made)
                {
                    Look(value);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Look(item);
                }

                break;
            case JsonValue value when value.TryGetValue<string>(out var text) && text.Contains(Helper, StringComparison.Ordinal):
                var calls = WithName().Matches(text);
                _written.UnionWith(calls.Select(c => c.Groups["name"].Value));
                _any |= calls.Count < Mention().Count(text);
                break;
        }
    }

    private void Texts(JsonNode? reference)
    {
        switch (reference)
        {
            case JsonValue value: _references.Add(value.ToString()); break;
            case JsonObject made: made.ToList().ForEach(p => Texts(p.Value)); break;
            case JsonArray items: items.ToList().ForEach(Texts); break;
        }
    }

    [GeneratedRegex("""getOutputFrom\s*\(\s*(?:'(?<name>[^'\\]*)'|"(?<name>[^"\\]*)")\s*[,)]""")]
    private static partial Regex WithName();

    [GeneratedRegex("getOutputFrom")]
    private static partial Regex Mention();
}
