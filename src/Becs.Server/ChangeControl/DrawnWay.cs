using System.Globalization;
using Becs.Server.Instances;
using Becs.Server.Resources;
using Becs.Server.Shell.Lists;
using Becs.Workflows.Definitions;
using Microsoft.Extensions.Localization;

namespace Becs.Server.ChangeControl;

/// <summary>Draws a way through a workflow: its steps numbered in the order they are passed, and where it leads.</summary>
internal sealed class DrawnWay(IStringLocalizer<Text> texts)
{
    /// <param name="graph">The workflow the way leads through.</param>
    /// <param name="way">The way; steps inside of containers are not drawn and are left out.</param>
    /// <param name="at">The step it is about; marked also when no way leads there.</param>
    public GraphView Draw(GraphView graph, IReadOnlyList<WayPoint> way, string? at)
    {
        var drawn = way.Where(w => graph.Nodes.Any(n => n.Id == w.StepId)).ToList();
        var last = at is not null && graph.Nodes.Any(n => n.Id == at) ? at : drawn.LastOrDefault()?.StepId;
        var places = drawn.Select((w, i) => (w.StepId, Place: i + 1)).ToLookup(w => w.StepId, w => w.Place, StringComparer.Ordinal);
        var taken = drawn.Select(w => (w.StepId, w.Outcome)).ToHashSet();
        return new GraphView(
            [.. graph.Nodes.Select(n => n with { Mark = MarkOf(n.Id, places, last) })],
            [.. graph.Edges.Select(e => taken.Contains((e.From, e.Outcome)) && places.Contains(e.To) ? e with { Look = Tone.Bad } : e)]);
    }

    private GraphMark MarkOf(string id, ILookup<string, int> places, string? last)
    {
        var at = string.Join(", ", places[id].Select(p => p.ToString(CultureInfo.CurrentCulture)));
        return id == last ? new GraphMark("\u26A0", at.Length > 0 ? texts["graph.wayEnds", at] : texts["graph.problemHere"], Tone.Bad, IsLoud: true)
            : at.Length > 0 ? new GraphMark("\u25B6", texts["graph.wayPlace", at], Tone.Warning)
            : GraphMark.None;
    }
}
