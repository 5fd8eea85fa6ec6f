using Becs.Workflows.Activities.Flowchart.Activities;
using Becs.Workflows.Definitions;

namespace Becs.Workflows.Proving;

/// <summary>One step of a workflow as a whole: what is seen of it, and the state after it; -1 when the workflow is over.</summary>
internal sealed record Edge(IReadOnlyList<Happening> Happenings, int To)
{
    /// <summary>How many steps of the drawing it takes: what makes a way long.</summary>
    public int Length { get; } = Happenings.Count(h => !h.IsStart && h.Node.IsLeaf);
}

/// <summary>Every state a workflow can be in, and what can happen in each.</summary>
internal sealed class StateSpace
{
    private readonly int _limit;
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);
    private readonly List<Term> _terms = [];
    private readonly List<Edge[]> _edges = [];

    private StateSpace(int limit) => _limit = limit;

    public const int Over = -1;

    public List<int> Starts { get; } = [];

    public IReadOnlyList<Edge[]> Edges => _edges;

    /// <summary>The states, in the order of their numbers.</summary>
    public IReadOnlyList<Term> Terms => _terms;

    public HashSet<ActivityNode> Begun { get; } = [];

    /// <summary>Whether there are more states than were looked at: what was found stands, what was not is not proven.</summary>
    public bool IsCut { get; private set; }

    public static StateSpace Of(WorkflowGraph graph, int limit)
    {
        var space = new StateSpace(limit);
        var ways = 0;
        foreach (var starts in StartsOf(graph))
        {
            space.Explore(graph, new Moves(starts), ways++);
        }

        return space;
    }

    /// <summary>Each trigger begins the flowchart it stands in; without one, each begins where it says.</summary>
    private static List<Dictionary<int, int>> StartsOf(WorkflowGraph graph)
    {
        var flowcharts = graph.Nodes.Where(n => n.Plan is not null).ToList();
        var triggers = graph.Nodes.Where(n => n.Activity is ITrigger and Activity { CanStartWorkflow: true }).Prepend(null);
        return [.. triggers.Select(t => flowcharts.ToDictionary(
                f => f.Index, f => t is not null && t.Parent == f ? t.FlowIndex : f.Plan!.Start))
            .DistinctBy(s => string.Join(',', s.OrderBy(p => p.Key).Select(p => p.Value)))];
    }

    private void Explore(WorkflowGraph graph, Moves moves, int way)
    {
        var open = new Queue<int>();
        Starts.Add(Add(new Pending(graph.Nodes[0]), way, open)!.Value);
        while (open.TryDequeue(out var state))
        {
            _edges[state] = [.. EdgesOf(state, moves, way, open)];
        }
    }

    private List<Edge> EdgesOf(int state, Moves moves, int way, Queue<int> open)
    {
        var edges = new List<Edge>();
        try
        {
            foreach (var move in moves.Of(_terms[state]))
            {
                Begun.UnionWith(move.Happenings.Select(h => h.Node));
                var to = move.EndsWorkflow || move.Next is null ? Over : Add(move.Next, way, open);
                if (to is { } known)
                {
                    edges.Add(new Edge(move.Happenings, known));
                }
            }
        }
        catch (TooLargeException)
        {
            IsCut = true;
        }

        return edges;
    }

    /// <summary>The number of a state; null if it is one too many.</summary>
    private int? Add(Term term, int way, Queue<int> open)
    {
        var key = $"{way}:{term.Key}";
        if (_known.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_terms.Count >= _limit)
        {
            IsCut = true;
            return null;
        }

        _known.Add(key, _terms.Count);
        _terms.Add(term);
        _edges.Add([]);
        open.Enqueue(_terms.Count - 1);
        return _terms.Count - 1;
    }
}
