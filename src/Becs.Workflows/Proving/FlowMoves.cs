using Becs.Workflows.Activities.Flowchart.Activities;
using Becs.Workflows.Activities.Flowchart.Models;
using Becs.Workflows.Definitions;

namespace Becs.Workflows.Proving;

/// <summary>
/// The rules of tokens (docs/adr/0011) over terms: as the flowchart itself does it, for every order in which its steps could go on.
/// </summary>
internal sealed class FlowMoves
{
    private const int TokenLimit = 16;

    private readonly ActivityNode _node;
    private readonly FlowchartPlan _plan;
    private readonly bool[] _counts;
    private readonly List<FlowToken> _tokens;
    private readonly List<FlowWait> _waiting;
    private int _fired;

    private FlowMoves(ActivityNode node, IEnumerable<FlowToken> tokens, IEnumerable<FlowWait> waiting, bool[] counts)
    {
        _node = node;
        _plan = node.Plan!;
        _counts = counts;
        _tokens = [.. tokens];
        _waiting = [.. waiting];
        _fired = _tokens.SelectMany(t => t.Lineage ?? []).Concat(_waiting.SelectMany(w => w.Lineage ?? []))
            .Concat(_waiting.Select(w => w.LoopFrom)).DefaultIfEmpty().Max();
    }

    /// <summary>
    /// The meeting points whose order of passing can matter: those behind a step where tokens multiply. At the others there is one token, and it waits
    /// for nobody.
    /// </summary>
    public static bool[] CountedBy(FlowchartPlan plan)
    {
        var counts = new bool[plan.Nodes.Length];
        foreach (var source in plan.Nodes.Where(n => OutcomeSets.Multiplies(n, plan)))
        {
            for (var i = 0; i < counts.Length; i++)
            {
                counts[i] |= plan.MergeIndex[i] >= 0 && plan.Reach[source.FlowIndex][i];
            }
        }

        return counts;
    }

    public static Term? Begin(ActivityNode node, int start, bool[] counts)
    {
        if (start < 0)
        {
            return null;
        }

        var flow = new FlowMoves(node, [], [], counts);
        flow.Fire(start, null);
        return flow.Term();
    }

    /// <summary>A child begins and goes on: those it raced against are taken back.</summary>
    public static Term Replace(Flowing term, int index, Term next, bool begins, bool[] counts)
    {
        var flow = new FlowMoves(term.Node, term.Tokens, term.Waiting, counts);
        flow._tokens[index] = term.Tokens[index] with { Term = next };
        if (begins)
        {
            flow.Race(index);
        }

        return flow.Term();
    }

    /// <summary>A child completes: null when the flowchart does too.</summary>
    public static Term? Complete(Flowing term, int index, string[] outcomes, bool begins, bool[] counts)
    {
        var flow = new FlowMoves(term.Node, term.Tokens, term.Waiting, counts);
        var child = term.Tokens[index];
        if (begins)
        {
            index = flow.Race(index);
        }

        flow._tokens.RemoveAt(index);
        if (child.Term.Node.Activity is ITerminalNode)
        {
            return null;
        }

        flow.Send(child, outcomes);
        flow.FireReady();
        return flow._tokens.Count == 0 ? null : flow.Term();
    }

    private Flowing Term() =>
        _tokens.Count + _waiting.Count > TokenLimit ? throw new TooLargeException() : Flowing.Of(_node, _tokens, _waiting);

    private int Race(int index)
    {
        var winner = _tokens[index];
        var target = winner.Term.Node.FlowIndex;
        if (_plan.Modes[target] != MergeMode.Race || _plan.MergeIndex[target] < 0)
        {
            return index;
        }

        _waiting.RemoveAll(w => w.Node != target && _plan.CanArrive(w.Node, target, w.Lineage));
        for (var i = _tokens.Count - 1; i >= 0; i--)
        {
            if (i != index && _plan.CanArrive(_tokens[i].Term.Node.FlowIndex, target, _tokens[i].Lineage))
            {
                _tokens.RemoveAt(i);
                index -= i < index ? 1 : 0;
            }
        }

        FireReady();
        return index;
    }

    private void Fire(int node, int[]? lineage)
    {
        var merge = _plan.MergeIndex[node];
        if (merge >= 0 && _counts[node])
        {
            lineage = lineage is null ? new int[_plan.MergeCount] : (int[])lineage.Clone();
            lineage[merge] = ++_fired;
        }

        _tokens.Add(new FlowToken(new Pending(_plan.Nodes[node]), lineage));
    }

    private void Send(FlowToken child, string[] outcomes)
    {
        var arrows = Array.FindAll(_plan.Outbound[child.Term.Node.FlowIndex], a => outcomes.Contains(a.Port));
        foreach (var arrow in arrows)
        {
            Arrive(arrow.Target, child.Lineage, arrows.Length == 1);
        }
    }

    private void Arrive(int node, int[]? lineage, bool isAlone)
    {
        var merge = _plan.MergeIndex[node];
        if (merge < 0 || _plan.Modes[node] == MergeMode.Cascade)
        {
            if (isAlone)
            {
                Fire(node, lineage);
            }
            else
            {
                _waiting.Add(new FlowWait(node, lineage, 0, true));
            }

            return;
        }

        var loopFrom = lineage is null ? 0 : lineage[merge];
        if (_plan.Modes[node] == MergeMode.Race && loopFrom == 0 && _tokens.Exists(t => t.Term is Pending && t.Term.Node.FlowIndex == node))
        {
            return;
        }

        var same = _waiting.FindIndex(w => w.Node == node && w.LoopFrom == loopFrom && !w.IsReady);
        if (same >= 0)
        {
            _waiting[same] = _waiting[same] with { Lineage = Unite(_waiting[same].Lineage, lineage) };
            return;
        }

        _waiting.Add(new FlowWait(node, lineage, loopFrom, false));
    }

    private static int[]? Unite(int[]? one, int[]? other) =>
        one is null || other is null ? one ?? other : [.. one.Zip(other, Math.Max)];

    private void FireReady()
    {
        for (var i = 0; i < _waiting.Count; i++)
        {
            if (!CanStillArrive(_waiting[i]))
            {
                FireWaiting(i);
                i = -1;
            }
        }

        if (_waiting.Count > 0 && _tokens.Count == 0)
        {
            FireWaiting(0);
            FireReady();
        }
    }

    private void FireWaiting(int index)
    {
        var token = _waiting[index];
        _waiting.RemoveAt(index);
        Fire(token.Node, Rewound(token));
    }

    private static int[]? Rewound(FlowWait token) => token.LoopFrom == 0 || token.Lineage is null
        ? token.Lineage
        : Array.ConvertAll(token.Lineage, n => n < token.LoopFrom ? n : 0);

    private bool CanStillArrive(FlowWait token)
    {
        if (token.IsReady || _plan.Modes[token.Node] == MergeMode.Race)
        {
            return false;
        }

        return _tokens.Exists(t => CanJoin(t.Term.Node.FlowIndex, t.Lineage, t.Lineage, token))
            || _waiting.Exists(w => !ReferenceEquals(w, token) && CanJoin(w.Node, w.Lineage, Rewound(w), token));
    }

    private bool CanJoin(int from, int[]? lineage, int[]? ahead, FlowWait token)
    {
        if (token.LoopFrom == 0)
        {
            return from != token.Node && _plan.CanArrive(from, token.Node, ahead);
        }

        var sameLoop = lineage is not null && lineage[_plan.MergeIndex[token.Node]] == token.LoopFrom;
        return sameLoop && _plan.CanArrive(from, token.Node, ahead, token.Node);
    }
}
