using System.Text.Json.Nodes;

namespace Becs.Workflows.Tests.Definitions;

/// <summary>A type that tells when one is made, and an assembly that tells when it is looked for: input may name both, in vain.</summary>
internal static class Gadget
{
    private const string Payload = "Evil.Payload";
    private static int _touched;

    /// <summary>Names as input may write them.</summary>
    public static IReadOnlyList<string> Names { get; } = Watch();

    /// <summary>How often a name of these was followed.</summary>
    public static int Touched => _touched;

    /// <summary>The document once for each of its texts, with the name of a type there, and once for each of its objects, with a type of its own.</summary>
    public static IEnumerable<string> Everywhere(string json)
    {
        var count = Places(JsonNode.Parse(json)!).Count();
        for (var i = 0; i < count; i++)
        {
            var document = JsonNode.Parse(json)!;
            var (place, name) = Places(document).ElementAt(i);
            place[name] = Names[i % Names.Count];
            yield return document.ToJsonString();
        }
    }

    private static string[] Watch()
    {
        AppDomain.CurrentDomain.AssemblyResolve += (_, asked) => Note(asked.Name);
        AppDomain.CurrentDomain.TypeResolve += (_, asked) => Note(asked.Name);
        return
        [
            typeof(Made).AssemblyQualifiedName!, $"{typeof(Made).FullName}, {typeof(Made).Assembly.GetName().Name}", $"{Payload}.Thing, {Payload}",
            $"{Payload}.Thing", $"System.Collections.Generic.List`1[[{Payload}.Thing, {Payload}]]",
        ];
    }

    private static System.Reflection.Assembly? Note(string name)
    {
        if (name.Contains(Payload, StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _touched);
        }

        return null;
    }

    private static IEnumerable<(JsonObject Place, string Name)> Places(JsonNode node)
    {
        if (node is JsonObject members)
        {
            yield return (members, "$type");
            foreach (var (name, value) in members.ToList())
            {
                if (value is JsonValue text && text.TryGetValue(out string? _))
                {
                    yield return (members, name);
                }
            }
        }

        var inner = node switch { JsonObject o => o.Select(m => m.Value), JsonArray a => a, _ => [] };
        foreach (var child in inner.OfType<JsonNode>().Where(n => n is JsonObject or JsonArray).ToList())
        {
            foreach (var place in Places(child))
            {
                yield return place;
            }
        }
    }

    internal sealed class Made
    {
        public Made() => Interlocked.Increment(ref _touched);
    }
}
