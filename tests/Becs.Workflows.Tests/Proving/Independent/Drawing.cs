using System.Text.Json;

namespace Becs.Workflows.Tests.Proving.Independent;

/// <summary>
/// A flowchart as its JSON draws it, read without the engine: for a second opinion on the proof. Shares nothing with it on purpose.
/// </summary>
internal sealed class Drawing
{
    private readonly Dictionary<string, JsonElement> _boxes = new(StringComparer.Ordinal);
    private readonly List<(string From, string Port, string To)> _lines = [];
    private readonly Dictionary<string, IReadOnlyList<string[]>> _leavings = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string), bool> _reaches = [];
    private readonly Dictionary<(string, string), bool> _writes = [];
    private readonly Func<string, (string[] Outcomes, bool Waits)> _types;

    /// <param name="definition">The definition.</param>
    /// <param name="types">What is known of a type: its outcomes and whether it waits.</param>
    public Drawing(JsonElement definition, Func<string, (string[] Outcomes, bool Waits)> types)
    {
        _types = types;
        var root = definition.GetProperty("root");
        foreach (var box in root.GetProperty("activities").EnumerateArray())
        {
            _boxes.Add(box.GetProperty("id").GetString()!, box);
        }

        foreach (var line in root.GetProperty("connections").EnumerateArray())
        {
            var source = line.GetProperty("source");
            _lines.Add((source.GetProperty("activity").GetString()!, source.TryGetProperty("port", out var port) ? port.GetString()! : "Done",
                line.GetProperty("target").GetProperty("activity").GetString()!));
        }

        First = root.TryGetProperty("start", out var start) && start.ValueKind == JsonValueKind.String ? start.GetString()!
            : _boxes.Keys.First(b => _lines.TrueForAll(l => l.To != b));
    }

    public string First { get; }

    public IEnumerable<string> Boxes => _boxes.Keys;

    public string TypeOf(string box) => _boxes[box].GetProperty("type").GetString()!;

    public bool Waits(string box) => _types(TypeOf(box)).Waits;

    public bool IsEnd(string box) => TypeOf(box) == "Elsa.End";

    public bool IsRace(string box) => TypeOf(box) == "Elsa.FlowJoin" && Literal(box, "mode") is not ["WaitAll" or "WaitAllActive"];

    /// <summary>How a box can be left: by one outcome, a fork by all at once, or by any some if they are computed.</summary>
    public IReadOnlyList<string[]> Leavings(string box)
    {
        if (_leavings.TryGetValue(box, out var known))
        {
            return known;
        }

        var drawn = _lines.Where(l => l.From == box).Select(l => l.Port).Distinct().ToArray();
        return _leavings[box] = TypeOf(box) switch
        {
            "Elsa.FlowFork" when Literal(box, "branches") is { } branches => [branches],
            "Elsa.FlowFork" => [.. Enumerable.Range(1, (1 << drawn.Length) - 1).Select(bits => drawn.Where((_, i) => (bits & (1 << i)) != 0).ToArray())],
            _ when Literal(box, "outcomes") is { Length: > 0 } own => [.. own.Select(o => new[] { o })],
            var type => [.. _types(type).Outcomes.Select(o => new[] { o })],
        };
    }

    public IEnumerable<(string From, string Port, string To)> LinesOf(string box, string[] outcomes) =>
        _lines.Where(l => l.From == box && outcomes.Contains(l.Port));

    public int Inbound(string box) => _lines.Count(l => l.To == box) + (box == First ? 1 : 0);

    public bool Reaches(string from, string to) =>
        _reaches.TryGetValue((from, to), out var known) ? known : _reaches[(from, to)] = Finds(from, to);

    private bool Finds(string from, string to)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([from]);
        while (open.TryPop(out var box))
        {
            foreach (var line in _lines.Where(l => l.From == box))
            {
                if (line.To == to)
                {
                    return true;
                }

                if (seen.Add(line.To))
                {
                    open.Push(line.To);
                }
            }
        }

        return false;
    }

    /// <summary>The texts of a literal, or null if the value is computed or not there.</summary>
    public string[]? Literal(string box, string input)
    {
        if (!_boxes[box].TryGetProperty(input, out var value) || value.ValueKind != JsonValueKind.Object
            || !value.TryGetProperty("expression", out var expression))
        {
            return null;
        }

        var text = expression.GetProperty("value");
        return expression.GetProperty("type").GetString() switch
        {
            "Object" when text.ValueKind == JsonValueKind.String => JsonSerializer.Deserialize<string[]>(text.GetString()!),
            "Literal" when text.ValueKind == JsonValueKind.String => [text.GetString()!],
            "Literal" or "Object" => [text.GetRawText()],
            _ => null,
        };
    }

    /// <summary>The variable an input is read from, if it is simply read.</summary>
    public string? VariableOf(string box, string input)
    {
        var code = _boxes[box].TryGetProperty(input, out var value) && value.TryGetProperty("expression", out var expression)
            && expression.GetProperty("type").GetString() == "JavaScript" ? expression.GetProperty("value").GetString()! : "";
        return code.StartsWith("getVariable('", StringComparison.Ordinal) && code.EndsWith("')", StringComparison.Ordinal) && code.Count(c => c == '(') == 1
            ? code[13..^2]
            : null;
    }

    public bool IsScript(string box, string input) => _boxes[box].TryGetProperty(input, out var value) && Code(value) is not null;

    private static string? Code(JsonElement value) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty("expression", out var expression)
        && expression.GetProperty("type").GetString() == "JavaScript" ? expression.GetProperty("value").GetString() : null;

    public bool Writes(string box, string variable) =>
        _writes.TryGetValue((box, variable), out var known) ? known : _writes[(box, variable)] = IsWritten(box, variable);

    private bool IsWritten(string box, string variable)
    {
        foreach (var property in _boxes[box].EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Object)
            {
                var isTarget = property.Value.TryGetProperty("memoryReference", out var reference)
                    && !property.Value.TryGetProperty("expression", out _) && reference.GetProperty("id").GetString() == variable;
                var isSet = property.Name == "variable" && property.Value.TryGetProperty("name", out var name) && name.GetString() == variable;
                var isScripted = Code(property.Value) is { } code && code.Contains("setVariable", StringComparison.Ordinal)
                    && (code.Contains('\\') || code.Contains($"setVariable('{variable}'", StringComparison.Ordinal));
                if (isTarget || isSet || isScripted)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
