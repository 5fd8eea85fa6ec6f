using Becs.Workflows.Definitions;

namespace Becs.Workflows.Replaying;

/// <summary>How much of a workflow a set of runs has seen: steps, the outcomes drawn from them, time-outs, and faults of steps nobody waits for.</summary>
public sealed class ReplayCoverage
{
    /// <summary>The outcome by which a step that waits too long is left.</summary>
    public const string TimedOut = "TimedOut";

    private ReplayCoverage(
        IReadOnlyList<ActivityNode> steps, IReadOnlyList<WayPoint> branches, IReadOnlySet<string> seenSteps, IReadOnlySet<string> seen,
        IReadOnlySet<string> faulted)
    {
        Steps = [.. steps.Select(s => s.Activity.Id)];
        Branches = branches;
        TimeOuts = [.. branches.Where(b => b.Outcome == TimedOut)];
        Faultable = [.. steps.Where(s => StepMeaning.IsOutside(s) && !s.Descriptor.CanSuspend).Select(s => s.Activity.Id)];
        MissingFaults = [.. Faultable.Where(s => !faulted.Contains(s))];
        MissingSteps = [.. Steps.Where(s => !seenSteps.Contains(s))];
        MissingBranches = [.. branches.Where(b => !seen.Contains(b.ToString()))];
    }

    /// <summary>Every step that is no container.</summary>
    public IReadOnlyList<string> Steps { get; }

    /// <summary>Every outcome an arrow is drawn from. A time-out is one of them.</summary>
    public IReadOnlyList<WayPoint> Branches { get; }

    /// <summary>The outcomes that are time-outs.</summary>
    public IReadOnlyList<WayPoint> TimeOuts { get; }

    /// <summary>Steps done by the system at once, which may fail and are tried again.</summary>
    public IReadOnlyList<string> Faultable { get; }

    /// <summary>Those that failed in no run.</summary>
    public IReadOnlyList<string> MissingFaults { get; }

    /// <summary>Steps no run has left.</summary>
    public IReadOnlyList<string> MissingSteps { get; }

    /// <summary>Outcomes no run has taken.</summary>
    public IReadOnlyList<WayPoint> MissingBranches { get; }

    /// <summary>Outcomes taken, in percent of all, rounded down: 100 only if none is missing.</summary>
    public int BranchPercent => Branches.Count == 0 ? 100 : 100 * (Branches.Count - MissingBranches.Count) / Branches.Count;

    /// <summary>What a set of runs has seen of a workflow.</summary>
    /// <param name="graph">The workflow.</param>
    /// <param name="results">The runs.</param>
    public static ReplayCoverage Of(WorkflowGraph graph, IReadOnlyCollection<ReplayResult> results)
    {
        var path = results.SelectMany(r => r.Path).ToList();
        var leaves = graph.Nodes.Where(n => n.IsLeaf && !n.Descriptor.IsContainer).ToList();
        var branches = leaves.Where(n => n.Parent?.Plan is not null)
            .SelectMany(n => n.Parent!.Plan!.Outbound[n.FlowIndex].Select(a => a.Port).Distinct(StringComparer.Ordinal)
                .Select(p => new WayPoint(n.Activity.Id, Proving.StepFacts.Text(n), p)));
        return new ReplayCoverage(
            leaves,
            [.. branches],
            path.Select(p => p.StepId).ToHashSet(StringComparer.Ordinal),
            path.SelectMany(p => (p.Outcome ?? "").Split(", ").Select(o => $"{p.StepId}:{o}")).ToHashSet(StringComparer.Ordinal),
            results.SelectMany(r => r.Faults).ToHashSet(StringComparer.Ordinal));
    }
}
