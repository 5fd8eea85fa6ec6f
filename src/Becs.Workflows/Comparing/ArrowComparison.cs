using System.Text.Json.Nodes;

namespace Becs.Workflows.Comparing;

/// <summary>Compares the arrows of a flowchart by where they begin.</summary>
internal static class ArrowComparison
{
    public static void Run(StepComparison steps, Step old, Step @new)
    {
        var former = old.Arrows.Select(a => Read(a, id => steps.NewOf(id) ?? id)).ToList();
        var now = @new.Arrows.Select(a => Read(a, id => id)).ToList();
        if (former.SequenceEqual(now))
        {
            return;
        }

        var gone = Except(former, now);
        var added = Except(now, former);
        foreach (var arrow in added.ToList())
        {
            var replaced = gone.FirstOrDefault(g => g.Source == arrow.Source && g.Port == arrow.Port);
            if (replaced is not null)
            {
                gone.Remove(replaced);
            }

            var kind = replaced is null ? BehaviourChangeKind.ArrowAdded
                : replaced.Target == arrow.Target ? BehaviourChangeKind.SettingChanged
                : BehaviourChangeKind.Rerouted;
            Add(steps, steps.After, @new, kind, arrow, replaced?.Shown, arrow.Shown);
        }

        foreach (var arrow in gone)
        {
            Add(steps, steps.Before, old, BehaviourChangeKind.ArrowRemoved, arrow, arrow.Target, null);
        }

        var left = former.Where(a => now.Contains(a)).ToList();
        var stayed = now.Where(a => former.Contains(a)).ToList();
        if (!left.SequenceEqual(stayed))
        {
            steps.Add(BehaviourChangeKind.OrderChanged, @new.Id, steps.After, "connections",
                string.Join(", ", left.Select(a => a.From)), string.Join(", ", stayed.Select(a => a.From)), "connections");
        }
    }

    private static void Add(
        StepComparison steps, Sides side, Step flowchart, BehaviourChangeKind kind, Ends arrow, string? old, string? @new)
    {
        // An arrow that was taken away is told of the step as it stands now, if it still does.
        var source = side == steps.Before && side.Drawn.Steps.Values.All(s => s.Id != arrow.Source)
            ? side.Drawn.Order.FirstOrDefault(id => steps.NewOf(id) == arrow.Source) ?? arrow.Source
            : arrow.Source;
        if (side.Drawn.Steps.ContainsKey(source))
        {
            steps.Add(kind, source, side, arrow.Port, old, @new, null, arrow.Port);
        }
        else
        {
            steps.Add(kind, flowchart.Id, side, arrow.From, old, @new, "connections");
        }
    }

    /// <summary>What is in one list more often than in the other.</summary>
    private static List<Ends> Except(List<Ends> one, List<Ends> other)
    {
        var left = new List<Ends>(one);
        foreach (var item in other)
        {
            left.Remove(item);
        }

        return left;
    }

    private static Ends Read(JsonNode? arrow, Func<string, string> renamed)
    {
        if (arrow is not JsonObject json)
        {
            return new Ends("", "", "", arrow?.ToJsonString() ?? "null");
        }

        var (source, port, target) = Arrow.Ends(json);
        var rest = (JsonObject)json.DeepClone();
        (rest["source"] as JsonObject)?.Remove("activity");
        (rest["target"] as JsonObject)?.Remove("activity");
        return new Ends(renamed(source), port, renamed(target), rest.ToJsonString());
    }

    private sealed record Ends(string Source, string Port, string Target, string Rest)
    {
        public string From => $"{Source}:{Port}";

        public string Shown => Target;
    }
}
