namespace Becs.Server.Instances;

/// <summary>A box on the drawing.</summary>
public readonly record struct GraphBox(double X, double Y)
{
    public const double Width = 220;
    public const double Height = 68;

    public double Right => X + Width;

    public double Bottom => Y + Height;

    public double MiddleX => X + (Width / 2);

    public double MiddleY => Y + (Height / 2);
}

/// <summary>Where everything is drawn.</summary>
public sealed record GraphDrawing(IReadOnlyDictionary<string, GraphBox> Boxes, double Width, double Height);

/// <summary>
/// Positions of the boxes: the designer's, when every node has one and no two lie on each other; otherwise layers from left to right, each node one
/// layer after the furthest of those that lead to it (loops back do not count).
/// </summary>
public static class GraphLayout
{
    private const double Gap = 90;
    private const double RowGap = 36;
    private const double Margin = 24;

    public static GraphDrawing Of(IReadOnlyList<string> ids, IReadOnlyList<(string From, string To)> edges,
        Func<string, (double X, double Y)?> given)
    {
        var boxes = ids.All(i => given(i) is not null)
            ? ids.ToDictionary(i => i, i => new GraphBox(given(i)!.Value.X, given(i)!.Value.Y), StringComparer.Ordinal)
            : [];
        if (boxes.Count == 0 || Overlap([.. boxes.Values]))
        {
            boxes = Layers(ids, edges);
        }

        return Shifted(boxes);
    }

    public static GraphDrawing Of(GraphView graph) => Of(
        [.. graph.Nodes.Select(n => n.Id)], [.. graph.Edges.Select(e => (e.From, e.To))],
        id => graph.Nodes.First(n => n.Id == id) is { X: { } x, Y: { } y } ? (x, y) : null);

    private static GraphDrawing Shifted(Dictionary<string, GraphBox> boxes)
    {
        if (boxes.Count == 0)
        {
            return new(boxes, 2 * Margin, 2 * Margin);
        }

        var (left, top) = (boxes.Values.Min(b => b.X) - Margin, boxes.Values.Min(b => b.Y) - Margin);
        var moved = boxes.ToDictionary(p => p.Key, p => new GraphBox(p.Value.X - left, p.Value.Y - top), StringComparer.Ordinal);
        return new(moved, moved.Values.Max(b => b.Right) + Margin, moved.Values.Max(b => b.Bottom) + Margin);
    }

    private static bool Overlap(List<GraphBox> boxes) => boxes.Where((a, i) => boxes.Skip(i + 1).Any(b =>
        Math.Abs(a.X - b.X) < GraphBox.Width && Math.Abs(a.Y - b.Y) < GraphBox.Height)).Any();

    private static Dictionary<string, GraphBox> Layers(IReadOnlyList<string> ids, IReadOnlyList<(string From, string To)> edges)
    {
        var layers = LayerOf(ids, edges);
        var boxes = new Dictionary<string, GraphBox>(StringComparer.Ordinal);
        foreach (var layer in ids.GroupBy(i => layers[i]).OrderBy(g => g.Key))
        {
            var ordered = layer.OrderBy(i => Barycentre(i, edges, boxes)).ToList();
            for (var row = 0; row < ordered.Count; row++)
            {
                boxes[ordered[row]] = new(layer.Key * (GraphBox.Width + Gap), row * (GraphBox.Height + RowGap));
            }
        }

        return boxes;
    }

    /// <summary>Height of those that lead here, on average: keeps lines short and mostly uncrossed.</summary>
    private static double Barycentre(string id, IReadOnlyList<(string From, string To)> edges, Dictionary<string, GraphBox> boxes)
    {
        var before = edges.Where(e => e.To == id && boxes.ContainsKey(e.From)).Select(e => boxes[e.From].Y).ToList();
        return before.Count == 0 ? 0 : before.Average();
    }

    private static Dictionary<string, int> LayerOf(IReadOnlyList<string> ids, IReadOnlyList<(string From, string To)> edges)
    {
        var next = edges.ToLookup(e => e.From, e => e.To, StringComparer.Ordinal);
        var layers = ids.ToDictionary(i => i, _ => 0, StringComparer.Ordinal);
        var back = BackEdges(ids, next);
        var forward = edges.Where(e => !back.Contains(e)).ToList();
        var moved = true;
        for (var round = 0; moved && round < ids.Count; round++)
        {
            moved = false;
            foreach (var (from, to) in forward.Where(e => layers[e.To] <= layers[e.From]))
            {
                layers[to] = layers[from] + 1;
                moved = true;
            }
        }

        return layers;
    }

    /// <summary>Edges that close a loop, found depth first without recursion: a graph may be deep.</summary>
    private static HashSet<(string From, string To)> BackEdges(IReadOnlyList<string> ids, ILookup<string, string> next)
    {
        var back = new HashSet<(string, string)>();
        var state = ids.ToDictionary(i => i, _ => 0, StringComparer.Ordinal);
        foreach (var start in ids.Where(i => state[i] == 0))
        {
            var stack = new Stack<(string Id, IEnumerator<string> Next)>();
            state[start] = 1;
            stack.Push((start, next[start].GetEnumerator()));
            while (stack.TryPeek(out var top))
            {
                if (!top.Next.MoveNext())
                {
                    state[top.Id] = 2;
                    stack.Pop().Next.Dispose();
                    continue;
                }

                var to = top.Next.Current;
                if (state[to] == 1)
                {
                    back.Add((top.Id, to));
                }
                else if (state[to] == 0)
                {
                    state[to] = 1;
                    stack.Push((to, next[to].GetEnumerator()));
                }
            }
        }

        return back;
    }
}
