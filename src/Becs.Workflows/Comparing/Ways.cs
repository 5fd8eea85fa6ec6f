using System.Text.Json.Nodes;
using Becs.Workflows.Definitions;

namespace Becs.Workflows.Comparing;

/// <summary>Shortest ways from the starts of a definition to its steps, by the arrows alone.</summary>
internal sealed class Ways
{
    private readonly StepTable _table;
    private readonly Dictionary<string, (string? From, string? Outcome)> _reached = new(StringComparer.Ordinal);
    private readonly Queue<string> _next = new();

    public Ways(StepTable table)
    {
        _table = table;
        if (table.Order.Count > 0)
        {
            Reach(table.Order[0], null, null);
        }

        while (_next.TryDequeue(out var id))
        {
            GoOn(table.Steps[id]);
        }
    }

    /// <summary>The way to a step, and by an outcome out of it.</summary>
    public IReadOnlyList<WayPoint> To(string id, string? outcome = null)
    {
        var way = new List<WayPoint>();
        for (var at = id; _reached.TryGetValue(at, out var came); at = came.From)
        {
            way.Add(new WayPoint(at, _table.Steps[at].Text, outcome));
            outcome = came.Outcome;
            if (came.From is null)
            {
                break;
            }
        }

        way.Reverse();
        return way.Count > 1 && _table.Steps[way[0].StepId].Parent is null ? way[1..] : way;
    }

    private void GoOn(Step step)
    {
        if (StepTable.IsFlowchart(step.Type))
        {
            Starts(step).ForEach(s => Reach(s, step.Id, null));
        }
        else if (step.Children.Count > 0)
        {
            var isSequence = step.Type == "Elsa.Sequence";
            (isSequence ? step.Children.Take(1) : step.Children).ToList().ForEach(c => Reach(c, step.Id, null));
        }

        if (step.Parent is not { } parent)
        {
            return;
        }

        var around = _table.Steps[parent];
        if (around.Type == "Elsa.Sequence" && around.Children.IndexOf(step.Id) is var i && i + 1 < around.Children.Count)
        {
            Reach(around.Children[i + 1], step.Id, null);
        }

        foreach (var arrow in around.Arrows.OfType<JsonObject>())
        {
            var (source, port, target) = Arrow.Ends(arrow);
            if (source == step.Id && _table.Steps.ContainsKey(target))
            {
                Reach(target, step.Id, port);
            }
        }
    }

    private List<string> Starts(Step flowchart)
    {
        var starts = flowchart.Children.Where(c => IsTrue(_table.Steps[c].Own["customProperties"]?["canStartWorkflow"])).ToList();
        if (flowchart.Own["start"]?.ToString() is { } named && _table.Steps.ContainsKey(named))
        {
            starts.Add(named);
        }

        if (starts.Count == 0)
        {
            var targets = flowchart.Arrows.OfType<JsonObject>().Select(a => Arrow.Ends(a).Target).ToHashSet(StringComparer.Ordinal);
            starts.AddRange(flowchart.Children.Where(c => _table.Steps[c].Type == "Elsa.Start").DefaultIfEmpty(
                flowchart.Children.FirstOrDefault(c => !targets.Contains(c)) ?? flowchart.Children.FirstOrDefault() ?? ""));
        }

        return [.. starts.Where(s => s.Length > 0).Distinct(StringComparer.Ordinal)];
    }

    private static bool IsTrue(JsonNode? node) => node is JsonValue value && value.TryGetValue<bool>(out var isTrue) && isTrue;

    private void Reach(string id, string? from, string? outcome)
    {
        if (_reached.TryAdd(id, (from, outcome)))
        {
            _next.Enqueue(id);
        }
    }
}
