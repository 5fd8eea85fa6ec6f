using Becs.Workflows.Activities;
using Becs.Workflows.Activities.Flowchart.Activities;
using Becs.Workflows.Comparing;
using Becs.Workflows.Definitions;
using Becs.Workflows.Runtime.Activities;

namespace Becs.Workflows.Proving;

/// <summary>What every workflow must keep, whatever it is for.</summary>
internal static class GraphChecks
{
    /// <summary>Less than this is no time: what waits for so long does not wait.</summary>
    private static readonly TimeSpan _shortest = TimeSpan.FromSeconds(1);

    public static void Run(WorkflowGraph graph, GraphProof proof, StateSpace space, ChildGraphs children)
    {
        foreach (var node in graph.Nodes)
        {
            if (!space.Begun.Contains(node))
            {
                if (!space.IsCut)
                {
                    proof.Add(ViolationKind.Unreachable, node, null, null, null, []);
                }

                continue;
            }

            if (node.LacksOwner())
            {
                proof.Add(ViolationKind.NoOwner, node, null, null, null);
            }

            foreach (var timer in node.Inputs.Where(i => node.Meaning(i) == InputMeaning.Timer && i.ConstantValue is TimeSpan span && span < _shortest))
            {
                proof.Add(ViolationKind.NoTime, node, null, Json.Camel(timer.Name), null);
            }

            if (WaitsForEver(node))
            {
                proof.Add(ViolationKind.NoDeadline, node, null, null, null);
            }

            foreach (var outcome in DeadEnds(node))
            {
                proof.Add(ViolationKind.DeadEnd, node, null, outcome, null, proof.WayTo(node, outcome));
            }
        }

        foreach (var (node, child) in children.Unknown)
        {
            proof.Add(ViolationKind.UnknownChild, node, null, child, null);
        }
    }

    /// <summary>
    /// A wait that asks nobody needs a time that surely ends it: one that is always given, or a literal. A child ends by its own proof.
    /// </summary>
    private static bool WaitsForEver(ActivityNode node)
    {
        if (!node.IsLeaf || !node.Descriptor.CanSuspend || node.IsPersonal() || IsOnlyStart(node)
            || node.Activity is DispatchWorkflow or ExecuteWorkflow or BulkDispatchWorkflows)
        {
            return false;
        }

        var timers = node.Inputs.Where(i => node.Meaning(i) == InputMeaning.Timer).ToList();
        return timers.TrueForAll(i => Nullable.GetUnderlyingType(i.Type) is not null && i.ConstantValue is null);
    }

    /// <summary>A trigger that only begins the workflow has fired when it runs.</summary>
    private static bool IsOnlyStart(ActivityNode node) => node.Activity is ITrigger and Activity { CanStartWorkflow: true }
        && node.Parent?.Plan is { } plan && !Array.Exists(plan.Outbound, arrows => Array.Exists(arrows, a => a.Target == node.FlowIndex));

    /// <summary>The outcomes nothing is drawn from: the case would end there without a word.</summary>
    private static IEnumerable<string> DeadEnds(ActivityNode node)
    {
        if (node.Parent?.Plan is not { } plan || node.Activity is ITerminalNode or Finish or Fault or Complete or Break)
        {
            return [];
        }

        if (ActivityPorts.Of(node) is not { } declared)
        {
            return [OutcomeSets.Unknown];
        }

        var possible = node.Activity is FlowFork or FlowSwitch ? OutcomeSets.Of(node).SelectMany(o => o).Distinct(StringComparer.Ordinal) : declared;
        var isNested = node.Parent.Parent is not null;
        return possible.Where(o => !Array.Exists(plan.Outbound[node.FlowIndex], a => a.Port == o)
            && !(isNested && o == "Done" && declared.Count == 1)
            && !IsIncident(node, o));
    }

    /// <summary>How a child can end that faults its parent unless an arrow says otherwise.</summary>
    private static bool IsIncident(ActivityNode node, string outcome) => node.Activity switch
    {
        DispatchWorkflow or ExecuteWorkflow => outcome is "Faulted" or "Cancelled",
        BulkDispatchWorkflows => outcome is not "Completed",
        _ => false,
    };
}
