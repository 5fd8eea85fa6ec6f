using Becs.Workflows.Definitions;

namespace Becs.Workflows.Replaying;

/// <summary>How much of a workflow a set of runs has seen: steps, and the outcomes drawn from them.</summary>
public sealed class ReplayCoverage
{
    private ReplayCoverage(IReadOnlyList<string> steps, IReadOnlyList<WayPoint> branches, IReadOnlySet<string> seenSteps, IReadOnlySet<string> seen)
    {
        Steps = steps;
        Branches = branches;
        MissingSteps = [.. steps.Where(s => !seenSteps.Contains(s))];
        MissingBranches = [.. branches.Where(b => !seen.Contains(b.ToString()))];
    }

    /// <summary>Every step that is no container.</summary>
    public IReadOnlyList<string> Steps { get; }

    /// <summary>Every outcome an arrow is drawn from. A time-out is one of them.</summary>
    public IReadOnlyList<WayPoint> Branches { get; }

    /// <summary>Steps no run has left.</summary>
    public IReadOnlyList<string> MissingSteps { get; }

    /// <summary>Outcomes no run has taken.</summary>
    public IReadOnlyList<WayPoint> MissingBranches { get; }

    /// <summary>Outcomes taken, in percent of all, rounded down: 100 only if none is missing.</summary>
    public int BranchPercent => Branches.Count == 0 ? 100 : 100 * (Branches.Count - MissingBranches.Count) / Branches.Count;

    /// <summary>What a set of runs has seen of a workflow.</summary>
    /// <param name="graph">The workflow.</param>
    /// <param name="results">The runs.</param>
    public static ReplayCoverage Of(WorkflowGraph graph, IEnumerable<ReplayResult> results)
    {
        var path = results.SelectMany(r => r.Path).ToList();
        var leaves = graph.Nodes.Where(n => n.IsLeaf && !n.Descriptor.IsContainer).ToList();
        var branches = leaves.Where(n => n.Parent?.Plan is not null)
            .SelectMany(n => n.Parent!.Plan!.Outbound[n.FlowIndex].Select(a => a.Port).Distinct(StringComparer.Ordinal)
                .Select(p => new WayPoint(n.Activity.Id, Proving.StepFacts.Text(n), p)));
        return new ReplayCoverage(
            [.. leaves.Select(n => n.Activity.Id)],
            [.. branches],
            path.Select(p => p.StepId).ToHashSet(StringComparer.Ordinal),
            path.SelectMany(p => (p.Outcome ?? "").Split(", ").Select(o => $"{p.StepId}:{o}")).ToHashSet(StringComparer.Ordinal));
    }
}
