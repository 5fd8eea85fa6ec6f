using Becs.Workflows.Activities.Flowchart.Activities;
using Becs.Workflows.Definitions;
using Becs.Workflows.Errors;

namespace Becs.Workflows.Proving;

/// <summary>The outcomes a step can complete with: each declared one, whatever its expressions yield.</summary>
internal static class OutcomeSets
{
    private const int SubsetLimit = 6;

    /// <summary>An outcome no arrow leaves from, of a step whose outcomes are computed.</summary>
    public const string Unknown = "?";

    public static IReadOnlyList<string[]> Of(ActivityNode node) => node.Activity switch
    {
        FlowFork fork => OfFork(node, fork),
        FlowSwitch @switch => OfSwitch(@switch.Mode, node),
        _ => ActivityPorts.Of(node) is { } declared
            ? [.. declared.Select(d => new[] { d })]
            : [.. Drawn(node).Append(Unknown).Select(d => new[] { d })],
    };

    /// <summary>Whether tokens can multiply at a step: by several outcomes at once, or several arrows of one.</summary>
    public static bool Multiplies(ActivityNode node, FlowchartPlan plan) => Of(node).Any(
        set => plan.Outbound[node.FlowIndex].Count(a => set.Contains(a.Port)) > 1);

    private static List<string[]> OfSwitch(Models.Input<SwitchMode>? mode, ActivityNode node)
    {
        var ports = ActivityPorts.Of(node)!;
        return mode is null || (mode.IsConstant && mode.Constant() == SwitchMode.MatchFirst)
            ? [.. ports.Select(p => new[] { p })]
            : Subsets([.. ports]);
    }

    private static IReadOnlyList<string[]> OfFork(ActivityNode node, FlowFork fork)
    {
        if (fork.Branches is { IsConstant: true } branches)
        {
            return branches.Constant() is { Count: > 0 } names ? [[.. names]] : [["Done"]];
        }

        return Subsets([.. Drawn(node).Append("Done").Distinct(StringComparer.Ordinal)]);
    }

    private static IEnumerable<string> Drawn(ActivityNode node) => node.Parent?.Plan is { } plan
        ? plan.Outbound[node.FlowIndex].Select(a => a.Port).Distinct(StringComparer.Ordinal)
        : [];

    private static List<string[]> Subsets(string[] ports)
    {
        if (ports.Length > SubsetLimit)
        {
            throw new TooLargeException();
        }

        var subsets = new List<string[]>();
        for (var bits = 1; bits < 1 << ports.Length; bits++)
        {
            subsets.Add([.. ports.Where((_, i) => (bits & (1 << i)) != 0)]);
        }

        return subsets;
    }
}

/// <summary>There are more states than can be looked at: nothing is proven, and nothing is allowed.</summary>
internal sealed class TooLargeException() : WorkflowEngineException("The workflow has too many states to be proven.");
