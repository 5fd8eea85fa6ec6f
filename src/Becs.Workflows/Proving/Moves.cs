using Becs.Workflows.Activities;
using Becs.Workflows.Activities.Flowchart.Activities;
using Becs.Workflows.Definitions;

namespace Becs.Workflows.Proving;

/// <summary>
/// Everything that can happen next to an execution: any declared outcome, any value of an expression, any order of what runs side by side. A fault only
/// waits; a skipped step leaves by an outcome, as a completed one does.
/// </summary>
/// <param name="starts">Where each flowchart begins, by the index of its node.</param>
internal sealed class Moves(IReadOnlyDictionary<int, int> starts)
{
    /// <summary>How many rounds of a parallel loop stand for many.</summary>
    private const int Rounds = 2;

    private readonly Dictionary<int, bool[]> _counts = [];
    private readonly Dictionary<int, IReadOnlyList<string[]>> _outcomes = [];

    public IEnumerable<Move> Of(Term term) => term switch
    {
        Pending pending => Begin(pending.Node),
        Running running => Outcomes(running.Node).SelectMany(o => Leave(running.Node, o, [])),
        Flowing flowing => InFlow(flowing),
        Inside inside => InContainer(inside),
        _ => [],
    };

    private IEnumerable<Move> Begin(ActivityNode node)
    {
        var start = new Happening(node, null);
        if (node.IsLeaf && !node.Descriptor.IsContainer)
        {
            return node.Descriptor.CanSuspend
                ? [new Move([start], new Running(node), [])]
                : Outcomes(node).SelectMany(o => Leave(node, o, [start]));
        }

        return First(node).Select(first => first is null ? Completed(node, [start]) : new Move([start], first, []));
    }

    /// <summary>What can run first in a container; null where it completes at once.</summary>
    private IEnumerable<Term?> First(ActivityNode node)
    {
        var children = node.Children;
        Term One(ActivityNode child) => new Inside(node, 0, new Pending(child));
        switch (node.Activity)
        {
            case Flowchart:
                return [FlowMoves.Begin(node, starts[node.Index], Counts(node))];
            case Sequence:
                return [children.Count == 0 ? null : new Inside(node, 1, new Pending(children[0]))];
            case Fork:
                return [children.Count == 0 ? null : new Inside(node, 0, [.. children.Select(c => new Pending(c))])];
            case ParallelForEach:
                return Enumerable.Range(0, children.Count == 0 ? 1 : Rounds + 1)
                    .Select(n => n == 0 ? null : (Term)new Inside(node, 0, [.. Enumerable.Repeat(new Pending(children[0]), n)]));
            case Switch { Mode: { } mode } when !mode.IsConstant || mode.Constant() != SwitchMode.MatchFirst:
                return Subsets(children).Select(s => s.Length == 0 ? null : (Term)new Inside(node, 0, [.. s.Select(c => new Pending(c))]));
            case Composite:
            case If { Then: not null, Else: not null }:
            case Switch { Default: not null } @switch when @switch.Cases.All(c => c.Activity is not null):
                return children.Select(One);
            default: // one of the children or none: If, Switch, loops, and containers nobody here knows
                return children.Select(One).Prepend(null);
        }
    }

    private IEnumerable<Move> InContainer(Inside term)
    {
        for (var i = 0; i < term.Children.Length; i++)
        {
            if (i > 0 && term.Children[i].Key == term.Children[i - 1].Key)
            {
                continue;
            }

            foreach (var move in Of(term.Children[i]))
            {
                if (move.EndsWorkflow || move.Ends is not null || move.Next is null)
                {
                    foreach (var left in Left(term, i, move))
                    {
                        yield return left;
                    }
                }
                else
                {
                    var children = (Term[])term.Children.Clone();
                    children[i] = move.Next;
                    yield return move with { Next = Sorted(term.Node, term.Next, children) };
                }
            }
        }
    }

    /// <summary>A child of a container has left it.</summary>
    private IEnumerable<Move> Left(Inside term, int index, Move move)
    {
        var node = term.Node;
        if (move.EndsWorkflow || (move.Ends is not null && move.Ends != node))
        {
            return [move];
        }

        if (move.Ends == node)
        {
            return [Completed(node, move.Happenings, node.Activity is Composite ? move.Outcomes : null)];
        }

        var rest = term.Children.Where((_, i) => i != index).ToArray();
        var again = new Happening(node, null); // its expressions are evaluated anew
        switch (node.Activity)
        {
            case Sequence when term.Next < node.Children.Count:
                return [move with { Next = new Inside(node, term.Next + 1, new Pending(node.Children[term.Next])), Outcomes = [] }];
            case Fork { JoinMode: ForkJoinMode.WaitAny }:
                return [Completed(node, move.Happenings)];
            case not (Sequence or Fork or If or Switch or Composite or ParallelForEach):
                return First(node).Select(f => f is null
                    ? Completed(node, move.Happenings)
                    : move with { Happenings = [.. move.Happenings, again], Next = f, Outcomes = [] });
            default:
                return [rest.Length == 0 ? Completed(node, move.Happenings) : move with { Next = Sorted(node, 0, rest), Outcomes = [] }];
        }
    }

    private IEnumerable<Move> InFlow(Flowing term)
    {
        for (var i = 0; i < term.Tokens.Length; i++)
        {
            var begins = term.Tokens[i].Term is Pending;
            foreach (var move in Of(term.Tokens[i].Term))
            {
                if (move.EndsWorkflow || move.Ends is not null)
                {
                    yield return move;
                }
                else if (move.Next is { } next)
                {
                    yield return move with { Next = FlowMoves.Replace(term, i, next, begins, Counts(term.Node)) };
                }
                else
                {
                    var after = FlowMoves.Complete(term, i, move.Outcomes, begins, Counts(term.Node));
                    yield return after is null ? Completed(term.Node, move.Happenings) : move with { Next = after, Outcomes = [] };
                }
            }
        }
    }

    private static IEnumerable<Move> Leave(ActivityNode node, string[] outcomes, IReadOnlyList<Happening> before)
    {
        IReadOnlyList<Happening> happenings = [.. before, new Happening(node, outcomes)];
        switch (node.Activity)
        {
            case Finish or Fault:
                return [new Move(happenings, null, outcomes, EndsWorkflow: true)];
            case Complete when Around(node, a => a is Composite) is { } composite:
                return OutcomeSets.Of(composite).Select(o => new Move(happenings, null, o, composite));
            case Complete:
                return [new Move(happenings, null, outcomes, EndsWorkflow: true)];
            case Break when Around(node, a => a is ILoop) is { } loop:
                return [new Move(happenings, null, outcomes, loop)];
            default:
                return [new Move(happenings, null, outcomes)];
        }
    }

    private static ActivityNode? Around(ActivityNode node, Func<Activity, bool> isIt)
    {
        var around = node.Parent;
        while (around is not null && !isIt(around.Activity))
        {
            around = around.Parent;
        }

        return around;
    }

    private static Move Completed(ActivityNode node, IReadOnlyList<Happening> happenings, string[]? outcomes = null)
    {
        outcomes ??= ["Done"];
        return new Move([.. happenings, new Happening(node, outcomes)], null, outcomes);
    }

    private static Inside Sorted(ActivityNode node, int next, Term[] children) =>
        new(node, next, [.. children.OrderBy(c => c.Key, StringComparer.Ordinal)]);

    private static IEnumerable<ActivityNode[]> Subsets(List<ActivityNode> children) => children.Count > 6
        ? throw new TooLargeException()
        : Enumerable.Range(0, 1 << children.Count).Select(bits => children.Where((_, i) => (bits & (1 << i)) != 0).ToArray());

    private IReadOnlyList<string[]> Outcomes(ActivityNode node) =>
        _outcomes.TryGetValue(node.Index, out var known) ? known : _outcomes[node.Index] = OutcomeSets.Of(node);

    private bool[] Counts(ActivityNode node) =>
        _counts.TryGetValue(node.Index, out var known) ? known : _counts[node.Index] = FlowMoves.CountedBy(node.Plan!);
}
