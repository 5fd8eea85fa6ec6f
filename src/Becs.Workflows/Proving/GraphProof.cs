using Becs.Workflows.Definitions;

namespace Becs.Workflows.Proving;

/// <summary>Proves one graph: first the obligations, then what every graph must keep.</summary>
internal sealed class GraphProof(WorkflowGraph graph, ChildGraphs children, StateSpace space, string? child)
{
    private readonly Dictionary<ActivityNode, IReadOnlyList<string>> _written = graph.Nodes.ToDictionary(n => n, n => SubjectKey.WrittenBy(graph, n));

    public List<Violation> Violations { get; } = [];

    /// <summary>Looks at one obligation; null if it is none of this workflow's.</summary>
    public ObligationResult? Check(Obligation obligation)
    {
        var count = Violations.Count;
        var gates = graph.Nodes.Where(n => obligation.Gate is { } gate && n.MayBe(gate)).ToList();
        if (gates.Count == 0)
        {
            if (!obligation.PresentIn.Contains(graph.DefinitionId))
            {
                return null;
            }

            Violations.Add(new Violation
            {
                Kind = ViolationKind.Missing,
                Path = "$.root",
                Obligation = obligation,
                StepType = obligation.Gate!.Type,
                Child = child,
                Expected = string.Join(", ", obligation.Gate.Where),
            });
        }

        foreach (var gate in gates)
        {
            CheckGate(obligation, gate);
            if (obligation.AnyOf.Count > 0)
            {
                CheckWays(obligation, gate);
            }
        }

        return new ObligationResult(obligation, gates.Count, Violations.Count == count);
    }

    public void Add(
        ViolationKind kind, ActivityNode node, Obligation? obligation, string? name, string? expected, IReadOnlyList<WayPoint>? way = null) =>
        Violations.Add(new Violation
        {
            Kind = kind,
            Obligation = obligation,
            StepId = node.Activity.Id,
            StepText = node.Text(),
            StepType = node.Activity.Type,
            Path = node.Path + (name is not null && kind is ViolationKind.WrongInput or ViolationKind.NoTime ? "." + name : ""),
            Name = name,
            Expected = expected,
            Child = child,
            Way = way ?? WayTo(node),
        });

    /// <summary>A shortest way to a step, or by an outcome out of it.</summary>
    public IReadOnlyList<WayPoint> WayTo(ActivityNode node, string? outcome = null) =>
        Search.Shortest(space, new SeenMonitor(node, outcome)) ?? [];

    private void CheckGate(Obligation obligation, ActivityNode gate)
    {
        foreach (var wrong in obligation.Must.Where(m => !gate.IsKept(m)))
        {
            Add(ViolationKind.WrongInput, gate, obligation, wrong.Input, wrong.ToString());
        }

        foreach (var other in gate.NotExcluded(obligation.Gate!, graph))
        {
            Add(ViolationKind.SamePerson, gate, obligation, "excludeUsersOf", other.Activity.Id);
        }
    }

    private void CheckWays(Obligation obligation, ActivityNode gate)
    {
        var watched = Watch(obligation, gate);
        var expected = string.Join(" | ", obligation.AnyOf.Select(p => p.Outcomes.Count == 0 ? p.Type : $"{p.Type}:{string.Join('/', p.Outcomes)}"));
        var unhindered = obligation.Kind == ObligationKind.Unhindered
            ? new UnhinderedMonitor(watched, n => obligation.Through.Any(n.Is))
            : null;
        var (monitor, kind) = obligation.Kind switch
        {
            ObligationKind.Before => (new BeforeMonitor(watched), ViolationKind.NotBefore),
            ObligationKind.After => (new AfterMonitor(watched, obligation.OrEarlier), ViolationKind.NotAfter),
            _ => ((Monitor)unhindered!, ViolationKind.Hindered),
        };
        if (Search.Shortest(space, monitor) is { } way)
        {
            Add(kind, gate, obligation, null, expected, way);
        }
        else if (unhindered is { IsReached: false })
        {
            Add(ViolationKind.NotReachable, gate, obligation, null, expected);
        }
    }

    private Watched Watch(Obligation obligation, ActivityNode gate)
    {
        var key = obligation.Gate!.Subject is { } subject ? SubjectKey.Of(graph, gate, subject) : null;
        var isCompared = obligation.Gate.Subject is not null;
        bool Writes(ActivityNode node) => isCompared && key is not null && key.StartsWith("variable:", StringComparison.Ordinal)
            && _written[node].Any(w => w == key || w == SubjectKey.Anything);
        bool IsSame(ActivityNode node, StepPattern pattern) => !isCompared || pattern.Subject is null
            || (key is not null && SubjectKey.Of(graph, node, pattern.Subject) == key && !Writes(node));

        var undoing = obligation.Since.Select(p => p.Type).ToHashSet(StringComparer.Ordinal);
        return new Watched(
            gate,
            obligation.Gate.Outcomes,
            Steps(obligation.AnyOf, (n, p) => n.Is(p) && n.NotExcluded(p, graph).Count == 0 && IsSame(n, p)),
            Steps(obligation.Since, (n, p) => n.MayBe(p)),
            graph.Nodes.Where(Writes).ToHashSet(),
            children.Starters.Where(n => undoing.Count > 0 && children.MayDo(n, undoing)).ToHashSet());
    }

    private ILookup<ActivityNode, IReadOnlyList<string>> Steps(IReadOnlyList<StepPattern> patterns, Func<ActivityNode, StepPattern, bool> isMeant) =>
        patterns.SelectMany(p => graph.Nodes.Where(n => isMeant(n, p)).Select(n => (Node: n, p.Outcomes)))
            .ToLookup(s => s.Node, s => s.Outcomes);
}
