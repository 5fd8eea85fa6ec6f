using System.Collections.Concurrent;
using System.Globalization;
using Becs.Workflows.Definitions;

namespace Becs.Workflows.Proving;

/// <param name="Outcomes">Those by which the ways leave it for the last time, each as the outcomes of one completion.</param>
internal sealed record StepOnEveryWay(ActivityNode Node, IReadOnlyList<string[]> Outcomes);

/// <summary>
/// The steps that lie on every way from a start to where a case stands: its dominators, over every state of the drawing (docs/adr/0081) and
/// not over its arrows, so that what runs side by side counts. Safe for concurrent use.
/// </summary>
internal sealed class StepsOnEveryWay
{
    private readonly StateSpace _space;
    private readonly IReadOnlyList<ActivityNode> _steps;
    private readonly List<HashSet<string>> _places;
    private readonly List<(int From, Edge By)>[] _into;
    private readonly ConcurrentDictionary<string, IReadOnlyList<StepOnEveryWay>?> _known = new(StringComparer.Ordinal);

    /// <param name="graph">The drawing.</param>
    /// <param name="steps">The steps that are looked for.</param>
    public StepsOnEveryWay(WorkflowGraph graph, IReadOnlyList<ActivityNode> steps)
    {
        (_space, _steps) = (StateSpace.Of(graph, Prover.DefaultStateLimit), steps);
        _places = [.. _space.Terms.Select(PlacesOf)];
        _into = [.. _space.Edges.Select(_ => new List<(int, Edge)>())];
        for (var from = 0; from < _space.Edges.Count; from++)
        {
            foreach (var edge in _space.Edges[from].Where(e => e.To != StateSpace.Over))
            {
                _into[edge.To].Add((from, edge));
            }
        }
    }

    /// <summary>Where a step waits.</summary>
    public static string At(ActivityNode step) => "r" + Index(step);

    /// <summary>Where a token waits for others.</summary>
    public static string Meeting(ActivityNode step) => "w" + Index(step);

    /// <summary>The steps before all of these places together; before each of them, where no way leads to just these. Null when to one no way leads.</summary>
    public IReadOnlyList<StepOnEveryWay>? To(IReadOnlySet<string> places) =>
        _known.GetOrAdd(string.Join(' ', places.Order(StringComparer.Ordinal)), _ => Find(places));

    private List<StepOnEveryWay>? Find(IReadOnlySet<string> places)
    {
        if (States(p => p.SetEquals(places)) is { Count: > 0 } together)
        {
            return Before(together);
        }

        var each = places.Select(place => States(p => p.Contains(place))).ToList();
        return each.Exists(s => s.Count == 0) ? null : [.. each.SelectMany(Before)];
    }

    private List<int> States(Func<HashSet<string>, bool> isIt) => [.. Enumerable.Range(0, _places.Count).Where(s => isIt(_places[s]))];

    private List<StepOnEveryWay> Before(List<int> states)
    {
        var before = new List<StepOnEveryWay>();
        foreach (var step in _steps)
        {
            var without = Without(step, states);
            if (!_space.Starts.Exists(without.Contains))
            {
                before.Add(new StepOnEveryWay(step, [.. without.SelectMany(s => _into[s])
                    .Select(i => i.By.Happenings.LastOrDefault(h => h.Node == step && !h.IsStart)?.Outcomes).OfType<string[]>()
                    .DistinctBy(o => string.Join(',', o))]));
            }
        }

        return before;
    }

    /// <summary>The states from which a way leads there on which the step is not completed.</summary>
    private HashSet<int> Without(ActivityNode step, List<int> states)
    {
        var found = states.ToHashSet();
        var open = new Queue<int>(states);
        while (open.TryDequeue(out var state))
        {
            foreach (var (from, by) in _into[state])
            {
                if (!by.Happenings.Any(h => h.Node == step && !h.IsStart) && found.Add(from))
                {
                    open.Enqueue(from);
                }
            }
        }

        return found;
    }

    private static HashSet<string> PlacesOf(Term term)
    {
        var places = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<Term>([term]);
        while (open.TryPop(out var next))
        {
            switch (next)
            {
                case Flowing flowing:
                    Array.ForEach(flowing.Tokens, t => open.Push(t.Term));
                    Array.ForEach(flowing.Waiting, w => places.Add(Meeting(flowing.Node.Plan!.Nodes[w.Node])));
                    break;
                case Inside inside:
                    Array.ForEach(inside.Children, open.Push);
                    break;
                case Running:
                    places.Add(At(next.Node));
                    break;
                default: // scheduled: no case stands there
                    places.Add("p" + Index(next.Node));
                    break;
            }
        }

        return places;
    }

    private static string Index(ActivityNode step) => step.Index.ToString(CultureInfo.InvariantCulture);
}
