using System.Globalization;
using System.Text;
using Becs.Workflows.Definitions;

namespace Becs.Workflows.Proving;

/// <summary>Where an execution of an activity stands, without any value. Two terms with one key behave alike.</summary>
internal abstract class Term(ActivityNode node, string key)
{
    public ActivityNode Node { get; } = node;

    public string Key { get; } = key;

    protected static string Index(ActivityNode node) => node.Index.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Scheduled: it will begin.</summary>
internal sealed class Pending(ActivityNode node) : Term(node, "p" + Index(node));

/// <summary>A step that waits.</summary>
internal sealed class Running(ActivityNode node) : Term(node, "r" + Index(node));

/// <summary>A container that is no flowchart, and those of its children that run.</summary>
internal sealed class Inside(ActivityNode node, int next, params Term[] children)
    : Term(node, $"c{Index(node)}.{next}[{string.Join(',', children.Select(c => c.Key))}]")
{
    /// <summary>For a sequence: the child after the one that runs.</summary>
    public int Next { get; } = next;

    public Term[] Children { get; } = children;
}

/// <summary>A child of a flowchart, and the meeting points it has passed, in their order.</summary>
internal readonly record struct FlowToken(Term Term, int[]? Lineage);

/// <summary>Tokens that arrived at a meeting point and were united.</summary>
internal sealed record FlowWait(int Node, int[]? Lineage, int LoopFrom, bool IsReady);

/// <summary>A flowchart, its tokens and those that wait for others.</summary>
internal sealed class Flowing : Term
{
    private Flowing(ActivityNode node, FlowToken[] tokens, FlowWait[] waiting, string key)
        : base(node, key)
    {
        Tokens = tokens;
        Waiting = waiting;
    }

    public FlowToken[] Tokens { get; }

    public FlowWait[] Waiting { get; }

    /// <summary>Only the order of the numbers in a lineage counts: they are counted anew from 1, so that loops come back to a known term.</summary>
    public static Flowing Of(ActivityNode node, List<FlowToken> tokens, List<FlowWait> waiting)
    {
        var numbers = tokens.SelectMany(t => t.Lineage ?? []).Concat(waiting.SelectMany(w => w.Lineage ?? []))
            .Concat(waiting.Select(w => w.LoopFrom)).Where(n => n > 0).Distinct().Order().ToArray();
        int[]? Renumbered(int[]? lineage) => lineage is null || Array.TrueForAll(lineage, n => n == 0)
            ? null
            : Array.ConvertAll(lineage, n => n == 0 ? 0 : Array.BinarySearch(numbers, n) + 1);
        var renumbered = tokens.Select(t => new FlowToken(t.Term, Renumbered(t.Lineage)))
            .Select(t => (Token: t, Key: t.Term.Key + Lineage(t.Lineage))).OrderBy(t => t.Key, StringComparer.Ordinal).ToList();
        var held = waiting.Select(w => w with
        {
            Lineage = Renumbered(w.Lineage),
            LoopFrom = w.LoopFrom == 0 ? 0 : Array.BinarySearch(numbers, w.LoopFrom) + 1,
        }).ToArray();
        var key = new StringBuilder("f").Append(Index(node)).Append('(').AppendJoin(',', renumbered.Select(t => t.Key)).Append('|')
            .AppendJoin(',', held.Select(w => $"{w.Node}.{w.LoopFrom}{(w.IsReady ? "!" : "")}{Lineage(w.Lineage)}")).Append(')');
        return new Flowing(node, [.. renumbered.Select(t => t.Token)], held, key.ToString());
    }

    private static string Lineage(int[]? lineage) => lineage is null ? "" : "/" + string.Join('.', lineage);
}
