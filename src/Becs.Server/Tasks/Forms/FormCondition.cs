using System.Text.Json;
using System.Text.Json.Nodes;

namespace Becs.Server.Tasks.Forms;

/// <summary>When a field is asked: <c>x-showIf</c>. A field that is not shown is not required and must not be sent.</summary>
public abstract record FormCondition
{
    /// <param name="value">Looks a field up: in the same row first, then in the form.</param>
    public abstract bool Holds(Func<string, JsonNode?> value);

    /// <summary>Names of the fields it reads.</summary>
    public abstract IEnumerable<string> Fields { get; }

    /// <summary>Null when the element is no condition.</summary>
    public static FormCondition? Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (element.TryGetProperty("all", out var all))
        {
            return ReadMany(all) is { } parts ? new Every(parts) : null;
        }

        if (element.TryGetProperty("any", out var any))
        {
            return ReadMany(any) is { } parts ? new Some(parts) : null;
        }

        if (element.TryGetProperty("not", out var not))
        {
            return Read(not) is { } inner ? new Not(inner) : null;
        }

        if (!element.TryGetProperty("field", out var field) || field.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var name = field.GetString()!;
        return element switch
        {
            _ when element.TryGetProperty("equals", out var equal) => new OneOf(name, [JsonNode.Parse(equal.GetRawText())]),
            _ when element.TryGetProperty("in", out var set) && set.ValueKind == JsonValueKind.Array =>
                new OneOf(name, [.. set.EnumerateArray().Select(e => JsonNode.Parse(e.GetRawText()))]),
            _ when element.TryGetProperty("present", out var present) && present.ValueKind == JsonValueKind.True => new Present(name),
            _ => null,
        };
    }

    private static List<FormCondition>? ReadMany(JsonElement list)
    {
        var parts = list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(Read).ToList() : [];
        return parts.Count == 0 || parts.Contains(null) ? null : parts.OfType<FormCondition>().ToList();
    }

    private sealed record OneOf(string Field, IReadOnlyList<JsonNode?> Values) : FormCondition
    {
        public override IEnumerable<string> Fields => [Field];

        public override bool Holds(Func<string, JsonNode?> value) => Values.Any(v => JsonNode.DeepEquals(v, value(Field)));
    }

    private sealed record Present(string Field) : FormCondition
    {
        public override IEnumerable<string> Fields => [Field];

        public override bool Holds(Func<string, JsonNode?> value) => !FormData.IsEmpty(value(Field));
    }

    private sealed record Every(IReadOnlyList<FormCondition> Parts) : FormCondition
    {
        public override IEnumerable<string> Fields => Parts.SelectMany(p => p.Fields);

        public override bool Holds(Func<string, JsonNode?> value) => Parts.All(p => p.Holds(value));
    }

    private sealed record Some(IReadOnlyList<FormCondition> Parts) : FormCondition
    {
        public override IEnumerable<string> Fields => Parts.SelectMany(p => p.Fields);

        public override bool Holds(Func<string, JsonNode?> value) => Parts.Any(p => p.Holds(value));
    }

    private sealed record Not(FormCondition Inner) : FormCondition
    {
        public override IEnumerable<string> Fields => Inner.Fields;

        public override bool Holds(Func<string, JsonNode?> value) => !Inner.Holds(value);
    }
}
