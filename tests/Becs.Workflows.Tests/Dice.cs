using System.Text.Json.Nodes;

namespace Becs.Workflows.Tests;

/// <summary>Chance that a seed decides (SplitMix64), and what can be made of it.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    public int Below(int limit)
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var z = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (int)((z ^ (z >> 31)) % (ulong)limit);
        }
    }

    public T Of<T>(params IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>Any JSON, mostly small, some of it nasty.</summary>
    public JsonNode? Json(int depth = 0) => Below(depth > 3 ? 9 : 13) switch
    {
        0 => null,
        1 => JsonValue.Create(Below(2) == 0),
        2 => JsonValue.Create(Below(1000) - 500),
        3 => JsonNode.Parse(Of("1e400", "-0.0", "123456789012345678901234567890", "2147483648", "0.1", "-1", "1e-400", "9e18")),
        4 => JsonValue.Create(Text()),
        5 => JsonValue.Create(Of("", " ", "{", "[1", "{}", "null", "true", "{\"id\":", "\u0000", "é\uD83D\uDE00", "$type", "../..")),
        6 => JsonValue.Create(Of("Literal", "JavaScript", "Liquid", "Variable", "Input", "Output", "Object", "CSharp", "Delegate")),
        7 => JsonValue.Create(Of("1 +", "while(true){}", "getVariable('N')", "{{ a | b }}", "{% for %}", "throw 1", "0 0 30 2 *")),
        8 => JsonValue.Create(new string('x', Below(2000))),
        9 or 10 => new JsonArray(Enumerable.Range(0, Below(4)).Select(_ => Json(depth + 1)).ToArray()),
        _ => new JsonObject(Enumerable.Range(0, Below(4)).Select(_ => KeyValuePair.Create(Text(), Json(depth + 1)))
            .DistinctBy(m => m.Key)),
    };

    public string Text() => Of("id", "type", "name", "value", "version", "expression", "memoryReference", "typeName", "activities",
        "connections", "source", "target", "port", "body", "then", "cases", "condition", "x", "größe", "a b", "A1", "N");
}
