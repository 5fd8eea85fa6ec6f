using Becs.Server.Instances;
using Becs.Server.Resources;
using Becs.Server.Shell.Lists;
using Becs.Workflows.Comparing;
using Microsoft.Extensions.Localization;

namespace Becs.Server.ChangeControl;

/// <summary>Two versions of a workflow as they are drawn beside each other, what differs marked in both.</summary>
/// <param name="Before">The version it was made from: what went away and what was changed.</param>
/// <param name="After">The new one: what was added and what was changed.</param>
/// <param name="LegendBefore">The marks of the former.</param>
/// <param name="LegendAfter">The marks of the new one.</param>
public sealed record GraphPair(
    GraphView Before, GraphView After, IReadOnlyList<GraphMark> LegendBefore, IReadOnlyList<GraphMark> LegendAfter);

/// <summary>Draws a difference in behaviour.</summary>
internal sealed class DrawnDifference(IStringLocalizer<Text> texts)
{
    private GraphMark Added => new("+", texts["graph.added"], Tone.Good, IsLoud: true);

    private GraphMark Removed => new("\u2212", texts["graph.removed"], Tone.Bad, IsLoud: true);

    private GraphMark Changed => new("\u2260", texts["graph.changed"], Tone.Warning, IsLoud: true);

    private GraphMark Elsewhere => new("\u21B7", texts["graph.elsewhere"], Tone.Warning, IsLoud: true);

    public GraphPair Draw(GraphView before, GraphView after, BehaviourDifference difference)
    {
        var changes = difference.Changes.Where(c => c.StepId is not null).ToList();
        var formerIds = changes.Where(c => c.Kind == BehaviourChangeKind.StepRenamed).ToDictionary(c => c.Before!, c => c.StepId!, StringComparer.Ordinal);
        string NewId(string former) => formerIds.GetValueOrDefault(former, former);

        var added = Steps(changes, BehaviourChangeKind.StepAdded);
        var removed = Steps(changes, BehaviourChangeKind.StepRemoved);
        var changed = changes.Where(c => !IsArrow(c.Kind)).Select(c => c.StepId!).ToHashSet(StringComparer.Ordinal);
        var elsewhere = changes.Where(c => IsArrow(c.Kind)).Select(c => NewId(c.StepId!)).ToHashSet(StringComparer.Ordinal);
        GraphMark Stayed(string id) => changed.Contains(id) ? Changed : elsewhere.Contains(id) ? Elsewhere : GraphMark.None;
        var oldArrows = before.Edges.Select(e => (NewId(e.From), e.Outcome, NewId(e.To))).ToHashSet();
        var newArrows = after.Edges.Select(e => (e.From, e.Outcome, e.To)).ToHashSet();
        return new GraphPair(
            new GraphView(
                [.. before.Nodes.Select(n => n with { Mark = removed.Contains(n.Id) ? Removed : Stayed(NewId(n.Id)) })],
                [.. before.Edges.Select(e => newArrows.Contains((NewId(e.From), e.Outcome, NewId(e.To))) ? e : e with { Look = Tone.Bad })]),
            new GraphView(
                [.. after.Nodes.Select(n => n with { Mark = added.Contains(n.Id) ? Added : Stayed(n.Id) })],
                [.. after.Edges.Select(e => oldArrows.Contains((e.From, e.Outcome, e.To)) ? e : e with { Look = Tone.Good })]),
            [Removed, Changed, Elsewhere],
            [Added, Changed, Elsewhere]);
    }

    private static HashSet<string> Steps(IEnumerable<BehaviourChange> changes, BehaviourChangeKind kind) =>
        changes.Where(c => c.Kind == kind).Select(c => c.StepId!).ToHashSet(StringComparer.Ordinal);

    private static bool IsArrow(BehaviourChangeKind kind) =>
        kind is BehaviourChangeKind.ArrowAdded or BehaviourChangeKind.ArrowRemoved or BehaviourChangeKind.Rerouted;
}
