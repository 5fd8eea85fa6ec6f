using System.Text.Json;

namespace Becs.Workflows.Tests.Proving.Independent;

/// <summary>Says of the story of one way whether it breaks an obligation, by reading it backwards or forwards. Reads the obligation's own JSON.</summary>
internal sealed class Judge(Drawing drawing, JsonElement obligation)
{
    private readonly string _kind = obligation.GetProperty("kind").GetString()!;
    private readonly Dictionary<(string Gate, string Box), List<string[]>> _required = [];
    private readonly Dictionary<string, List<string[]>> _undone = [];
    private readonly Dictionary<string, string?> _subjects = [];
    private List<string>? _gates;

    public string Id { get; } = obligation.GetProperty("id").GetString()!;

    private List<string> Gates => _gates ??= [.. drawing.Boxes.Where(b => Is(b, obligation.GetProperty("gate"), orMayBe: true))];

    public bool Breaks(Walk walk) => Gates.Any(gate => _kind switch
    {
        "before" => obligation.TryGetProperty("anyOf", out _) && BreaksBefore(gate, walk.Story),
        "after" => walk.IsOver && BreaksAfter(gate, walk.Story),
        "unhindered" => BreaksUnhindered(gate, walk),
        _ => false,
    });

    private bool BreaksBefore(string gate, List<Seen> story)
    {
        for (var i = 0; i < story.Count; i++)
        {
            if (!IsGate(gate, story[i]))
            {
                continue;
            }

            var isKept = false;
            for (var j = i - 1; j >= 0; j--)
            {
                if (story[j].Outcomes is not null && IsRequired(gate, story[j]))
                {
                    isKept = true;
                    break;
                }

                if (IsUndone(story[j]) || (Subject(gate) is { } variable && drawing.Writes(story[j].Box, variable)))
                {
                    break;
                }
            }

            if (!isKept || (story[i].Outcomes is not null && Subject(gate) is { } own && drawing.Writes(gate, own)))
            {
                return true;
            }
        }

        return false;
    }

    private bool BreaksAfter(string gate, List<Seen> story)
    {
        var isEnoughEarlier = obligation.TryGetProperty("orEarlier", out var earlier) && earlier.GetBoolean();
        for (var i = 0; i < story.Count; i++)
        {
            if (!IsGate(gate, story[i], true))
            {
                continue;
            }

            var isKept = isEnoughEarlier && story.Take(i).Any(s => IsRequired(gate, s));
            var isOther = Subject(gate) is { } own && drawing.Writes(gate, own); // what it was about is forgotten with it
            for (var j = i + 1; j < story.Count && !isKept && !isOther; j++)
            {
                if (Subject(gate) is { } variable && drawing.Writes(story[j].Box, variable))
                {
                    break;
                }

                isKept = IsRequired(gate, story[j]);
            }

            if (!isKept)
            {
                return true;
            }
        }

        return false;
    }

    private bool BreaksUnhindered(string gate, Walk walk)
    {
        var isOnTheWay = false;
        foreach (var seen in walk.Story)
        {
            if (isOnTheWay && seen.Outcomes is null)
            {
                if (Patterns("anyOf").Any(p => Is(seen.Box, p)))
                {
                    isOnTheWay = false;
                }
                else if (drawing.Waits(seen.Box) && !Patterns("through").Any(p => Is(seen.Box, p)))
                {
                    return true;
                }
            }

            isOnTheWay &= !IsUndone(seen);
            isOnTheWay |= IsGate(gate, seen, true);
        }

        return isOnTheWay && walk.IsOver;
    }

    private bool IsGate(string gate, Seen seen, bool isLeft = false)
    {
        var outcomes = Texts(obligation.GetProperty("gate"), "outcomes");
        return seen.Box == gate && (outcomes.Length == 0 ? (seen.Outcomes is not null) == isLeft : seen.Outcomes?.Any(outcomes.Contains) == true);
    }

    private bool IsRequired(string gate, Seen seen) => seen.Outcomes is { } left
        && Kept(_required, (gate, seen.Box), () => Outcomes("anyOf", seen.Box, p => IsOther(seen.Box, p) && IsSameSubject(gate, seen.Box, p)))
            .Exists(wanted => wanted.Length == 0 || left.Any(wanted.Contains));

    private bool IsUndone(Seen seen) => Kept(_undone, seen.Box, () => Outcomes("since", seen.Box, _ => true, orMayBe: true))
        .Exists(wanted => wanted.Length == 0 || seen.Outcomes?.Any(wanted.Contains) == true);

    private List<string[]> Outcomes(string patterns, string box, Func<JsonElement, bool> isMeant, bool orMayBe = false) =>
        [.. Patterns(patterns).Where(p => Is(box, p, orMayBe) && isMeant(p)).Select(p => Texts(p, "outcomes"))];

    private static T Kept<TKey, T>(Dictionary<TKey, T> known, TKey key, Func<T> find)
        where TKey : notnull => known.TryGetValue(key, out var value) ? value : known[key] = find();

    private bool IsOther(string box, JsonElement pattern) => drawing.Boxes.Where(b => b != box && Texts(pattern, "otherThan").Contains(drawing.TypeOf(b)))
        .All(b => drawing.Literal(box, "excludeUsersOf")?.Contains(b) == true);

    private bool IsSameSubject(string gate, string box, JsonElement pattern) =>
        !obligation.GetProperty("gate").TryGetProperty("subject", out _) || !pattern.TryGetProperty("subject", out var name)
        || (Subject(gate) is { } variable && drawing.VariableOf(box, name.GetString()!) == variable && !drawing.Writes(box, variable));

    private string? Subject(string gate) => Kept(_subjects, gate, () => obligation.GetProperty("gate").TryGetProperty("subject", out var name)
        ? drawing.VariableOf(gate, name.GetString()!)
        : null);

    /// <summary>Nobody knows what a script comes to: such a box may be meant.</summary>
    private bool Is(string box, JsonElement pattern, bool orMayBe = false) => drawing.TypeOf(box) == pattern.GetProperty("type").GetString()
        && (!pattern.TryGetProperty("where", out var where)
            || where.EnumerateArray().All(c => Holds(box, c) || (orMayBe && drawing.IsScript(box, c.GetProperty("input").GetString()!))));

    private bool Holds(string box, JsonElement condition)
    {
        var literal = drawing.Literal(box, condition.GetProperty("input").GetString()!);
        return literal is { Length: > 0 } && (condition.TryGetProperty("oneOf", out _)
            ? literal.All(Texts(condition, "oneOf").Contains)
            : Texts(condition, "includes").All(literal.Contains));
    }

    private IEnumerable<JsonElement> Patterns(string name) =>
        obligation.TryGetProperty(name, out var list) ? list.EnumerateArray() : [];

    private static string[] Texts(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(t => t.GetString()!)] : [];
}
