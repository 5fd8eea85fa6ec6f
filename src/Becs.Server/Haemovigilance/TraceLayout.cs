using Becs.Server.Instances;
using Becs.Server.Shell.Lists;

namespace Becs.Server.Haemovigilance;

/// <summary>
/// Where the boxes of a trace stand: one column per stage from the donor on the left to the patient on the right, bags made of bags one column
/// further, each box near those that lead to it, so that no line runs behind a box. Tests of a sample that say the same are one box.
/// </summary>
public sealed class TraceLayout
{
    /// <summary>So many tests of one sample with one result are drawn as one; the table lists each.</summary>
    private const int Many = 3;
    private const double ColumnWidth = GraphBox.Width + 110;
    private const double RowHeight = GraphBox.Height + 26;

    private TraceLayout(IReadOnlyList<TraceNode> nodes, IReadOnlyList<TraceLink> links, GraphDrawing drawing) =>
        (Nodes, Links, Drawing) = (nodes, links, drawing);

    public IReadOnlyList<TraceNode> Nodes { get; }

    public IReadOnlyList<TraceLink> Links { get; }

    public GraphDrawing Drawing { get; }

    /// <param name="trace">What is connected.</param>
    /// <param name="testsTitle">Title of tests drawn as one; {0} is their number.</param>
    public static TraceLayout Of(TraceView trace, string testsTitle)
    {
        var (nodes, links) = Folded(trace, testsTitle);
        var columns = Columns(nodes, links);
        var rows = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var column in nodes.GroupBy(n => columns[n.Id]).OrderBy(g => g.Key))
        {
            var next = 0.0;
            foreach (var node in column.OrderBy(n => n.Kind is TraceKind.Sample or TraceKind.Test).ThenBy(n => Wanted(n, links, rows)))
            {
                // Near what leads to it, but below what stands there already.
                rows[node.Id] = Math.Max(next, Math.Floor(Wanted(node, links, rows)));
                next = rows[node.Id] + 1;
            }
        }

        var drawing = GraphLayout.Of([.. nodes.Select(n => n.Id)], [], id => (columns[id] * ColumnWidth, rows[id] * RowHeight));
        return new TraceLayout(nodes, links, drawing);
    }

    /// <summary>What became of a bag is written on the line; what a box is says the rest.</summary>
    public bool IsLabelled(TraceLink link) =>
        link.Label.Length > 0 && Nodes.First(n => n.Id == link.To).Kind is TraceKind.Order or TraceKind.Patient;

    private static double Wanted(TraceNode node, IReadOnlyList<TraceLink> links, Dictionary<string, double> rows)
    {
        var before = links.Where(l => l.To == node.Id && rows.ContainsKey(l.From)).Select(l => rows[l.From]).ToList();
        return before.Count == 0 ? 0 : before.Average();
    }

    private static Dictionary<string, int> Columns(List<TraceNode> nodes, List<TraceLink> links)
    {
        var kinds = nodes.ToDictionary(n => n.Id, n => n.Kind, StringComparer.Ordinal);
        var columns = nodes.ToDictionary(n => n.Id, n => n.Kind switch
        {
            TraceKind.Donor => 0,
            TraceKind.Donation => 1,
            TraceKind.Unit or TraceKind.Sample => 2,
            _ => 3,
        }, StringComparer.Ordinal);
        var made = links.Where(l => kinds[l.From] == TraceKind.Unit && kinds[l.To] == TraceKind.Unit).ToList();
        for (var round = 0; round < made.Count; round++)
        {
            foreach (var link in made)
            {
                columns[link.To] = Math.Max(columns[link.To], columns[link.From] + 1);
            }
        }

        var last = nodes.Where(n => n.Kind == TraceKind.Unit).Select(n => columns[n.Id]).DefaultIfEmpty(2).Max();
        foreach (var node in nodes.Where(n => n.Kind is TraceKind.Order or TraceKind.Patient))
        {
            columns[node.Id] = last + (node.Kind == TraceKind.Order ? 1 : 2);
        }

        return columns;
    }

    private static (List<TraceNode> Nodes, List<TraceLink> Links) Folded(TraceView trace, string testsTitle)
    {
        var known = trace.Nodes.DistinctBy(n => n.Id).ToDictionary(n => n.Id, StringComparer.Ordinal);
        var links = trace.Links.Where(l => known.ContainsKey(l.From) && known.ContainsKey(l.To)).ToList();
        var folded = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tests in links.Where(l => known[l.To].Kind == TraceKind.Test)
            .GroupBy(l => (l.From, known[l.To].Status, known[l.To].Tone), l => l.To).Where(g => g.Count() >= Many && g.Key.Tone != Tone.Bad))
        {
            var one = $"tests-{tests.First()}";
            known[one] = new TraceNode(
                one, TraceKind.Test, string.Format(System.Globalization.CultureInfo.CurrentCulture, testsTitle, tests.Count()), tests.Key.Status, tests.Key.Tone);
            foreach (var test in tests)
            {
                folded[test] = one;
            }
        }

        return (
            [.. known.Values.Where(n => !folded.ContainsKey(n.Id))],
            [.. links.Select(l => l with { To = folded.GetValueOrDefault(l.To, l.To) }).Distinct()]);
    }
}
