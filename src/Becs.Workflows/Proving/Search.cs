using Becs.Workflows.Definitions;

namespace Becs.Workflows.Proving;

/// <summary>Finds a shortest way to what a monitor forbids, counted in steps of the drawing.</summary>
internal static class Search
{
    /// <summary>The way; null if there is none.</summary>
    public static IReadOnlyList<WayPoint>? Shortest(StateSpace space, Monitor monitor)
    {
        var best = new Dictionary<(int State, int Seen), (int Length, (int, int)? From, Edge? By)>();
        var open = new LinkedList<((int State, int Seen) At, int Length)>();
        (int Length, (int, int) From, IReadOnlyList<Happening> Last)? found = null;
        foreach (var start in space.Starts.Select(s => (s, 0)))
        {
            best[start] = (0, null, null);
            open.AddLast((start, 0));
        }

        while (open.First is { } first)
        {
            open.RemoveFirst();
            var (at, length) = first.Value;
            if (best[at].Length < length)
            {
                continue;
            }

            if (found is { } end && end.Length <= length)
            {
                break;
            }

            foreach (var edge in space.Edges[at.State])
            {
                var (seen, rest) = Watch(monitor, at.Seen, edge);
                var next = length + edge.Length;
                if (seen == Monitor.Violated)
                {
                    found = found is { } known && known.Length <= next ? found : (next, at, rest);
                    continue;
                }

                var to = (edge.To, seen);
                if (edge.To != StateSpace.Over && (!best.TryGetValue(to, out var before) || before.Length > next))
                {
                    best[to] = (next, at, edge);
                    _ = edge.Length == 0 ? open.AddFirst((to, next)) : open.AddLast((to, next));
                }
            }
        }

        return found is { } way ? Told(monitor, best, way.From, way.Last) : null;
    }

    private static (int Seen, IReadOnlyList<Happening> Last) Watch(Monitor monitor, int seen, Edge edge)
    {
        for (var i = 0; i < edge.Happenings.Count; i++)
        {
            seen = monitor.Next(seen, edge.Happenings[i]);
            if (seen == Monitor.Violated)
            {
                return (seen, [.. edge.Happenings.Take(i + 1)]);
            }
        }

        return edge.To == StateSpace.Over && monitor.IsViolatedAtEnd(seen) ? (Monitor.Violated, edge.Happenings) : (seen, []);
    }

    private static List<WayPoint> Told(
        Monitor monitor, Dictionary<(int State, int Seen), (int Length, (int, int)? From, Edge? By)> best, (int, int) last,
        IReadOnlyList<Happening> rest)
    {
        var happenings = new List<Happening>(rest.Reverse());
        for ((int, int)? at = last; at is { } here; at = best[here].From)
        {
            happenings.AddRange((best[here].By?.Happenings ?? []).Reverse());
        }

        happenings.Reverse();
        var way = new List<WayPoint>();
        var state = 0;
        for (var i = 0; i < happenings.Count; i++)
        {
            var (seen, before) = (happenings[i], state);
            state = monitor.Next(state, seen);
            if (seen.Node.IsLeaf && (!seen.IsStart || (state != before && !IsLeft(happenings, i))))
            {
                way.Add(new WayPoint(seen.Node.Activity.Id, seen.Node.Text(), seen.IsStart ? null : string.Join(", ", seen.Outcomes!)));
            }
        }

        return way;
    }

    /// <summary>Whether a step that begins is left on the way too: then that is told, and not that it began.</summary>
    private static bool IsLeft(List<Happening> happenings, int begun) =>
        happenings.FindIndex(begun + 1, h => h.Node == happenings[begun].Node && !h.IsStart) >= 0;
}
