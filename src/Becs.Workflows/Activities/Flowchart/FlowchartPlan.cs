using System.Text.Json;
using Becs.Workflows.Activities.Flowchart.Models;
using Becs.Workflows.Definitions;
using Becs.Workflows.Errors;

namespace Becs.Workflows.Activities.Flowchart.Activities;

/// <summary>A flowchart's arrows, made ready for tokens. Shared by all instances.</summary>
internal sealed class FlowchartPlan
{
    private FlowchartPlan(int count)
    {
        Nodes = new ActivityNode[count];
        Outbound = new FlowArrow[count][];
        Modes = new MergeMode[count];
        MergeIndex = new int[count];
        Reach = new bool[count][];
    }

    public ActivityNode[] Nodes { get; }

    public FlowArrow[][] Outbound { get; }

    public MergeMode[] Modes { get; }

    /// <summary>The place of a node among those where branches meet; -1 for the others.</summary>
    public int[] MergeIndex { get; }

    public int MergeCount { get; private set; }

    public bool[][] Reach { get; }

    private bool[]?[] Behind { get; set; } = [];

    public int Start { get; private set; } = -1;

    public static FlowchartPlan Create(Flowchart flowchart, ActivityNode owner, List<DefinitionProblem> problems)
    {
        var plan = new FlowchartPlan(owner.Children.Count);
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        var arrows = new List<FlowArrow>[plan.Nodes.Length];
        for (var i = 0; i < plan.Nodes.Length; i++)
        {
            plan.Nodes[i] = owner.Children[i];
            plan.Nodes[i].FlowIndex = i;
            index[plan.Nodes[i].Activity.Id] = i;
            arrows[i] = [];
        }

        var inbound = new int[plan.Nodes.Length];
        for (var c = 0; c < flowchart.Connections.Count; c++)
        {
            var connection = flowchart.Connections.ElementAt(c);
            var path = $"{owner.Path}.connections[{c}]";
            if (!index.TryGetValue(connection.Source.Activity, out var source))
            {
                problems.Add(Missing(path + ".source", connection.Source.Activity));
            }
            else if (!index.TryGetValue(connection.Target.Activity, out var target))
            {
                problems.Add(Missing(path + ".target", connection.Target.Activity));
            }
            else
            {
                arrows[source].Add(new FlowArrow(connection.Source.Port ?? "Done", target));
                inbound[target]++;
            }
        }

        plan.Start = plan.FindStart(flowchart, inbound);
        for (var i = 0; i < plan.Nodes.Length; i++)
        {
            plan.Outbound[i] = [.. arrows[i]];
            plan.Modes[i] = ModeOf(plan.Nodes[i], problems);
            var entries = inbound[i] + (i == plan.Start || plan.Nodes[i].Activity.CanStartWorkflow ? 1 : 0);
            plan.MergeIndex[i] = entries > 1 ? plan.MergeCount++ : -1;
        }

        for (var i = 0; i < plan.Nodes.Length; i++)
        {
            plan.Reach[i] = plan.ReachFrom(i);
        }

        plan.Behind = FlowchartOrder.Behind(plan);
        return plan;
    }

    /// <summary>
    /// Whether a token at one node can still arrive at another without running again through a join it has passed, and
    /// without coming from behind.
    /// </summary>
    public bool CanArrive(int from, int target, int[]? lineage, int loopThrough = -1)
    {
        var behind = loopThrough >= 0 ? null : Behind[target]; // round a loop one does come from behind
        if (!Reach[from][target] || behind?[from] == true)
        {
            return false;
        }

        var seen = new bool[Nodes.Length];
        var pending = new Stack<int>();
        pending.Push(from);
        while (pending.TryPop(out var node))
        {
            foreach (var arrow in Outbound[node])
            {
                if (arrow.Target == target && (target == loopThrough || !Passed(lineage, target)))
                {
                    return true;
                }

                if (!seen[arrow.Target] && !Passed(lineage, arrow.Target) && behind?[arrow.Target] != true)
                {
                    seen[arrow.Target] = true;
                    pending.Push(arrow.Target);
                }
            }
        }

        return false;
    }

    public bool Passed(int[]? lineage, int node) =>
        lineage is not null && MergeIndex[node] >= 0 && lineage[MergeIndex[node]] > 0;

    /// <summary>Whether the author drew a node as a join, by type or by merge mode.</summary>
    public bool IsDrawnJoin(int node) =>
        Modes[node] is MergeMode.Merge or MergeMode.Converge
        || (Nodes[node].Activity is FlowJoin && Modes[node] != MergeMode.Race);

    private static DefinitionProblem Missing(string path, string id) =>
        new("connection.missingActivity", path, $"the connection names activity '{id}', which does not exist.", id);

    private static MergeMode ModeOf(ActivityNode node, List<DefinitionProblem> problems)
    {
        if (node.Activity is FlowJoin join)
        {
            try
            {
                return join.Mode!.Constant() == FlowJoinMode.WaitAny ? MergeMode.Race : MergeMode.Stream;
            }
            catch (ExpressionException e)
            {
                problems.Add(new DefinitionProblem("join.mode", node.Path + ".mode", e.Message, node.Activity.Id));
                return MergeMode.Stream;
            }
        }

        if (!node.Activity.CustomProperties.TryGetValue("mergeMode", out var value)
            || value.ValueKind != JsonValueKind.String || string.IsNullOrEmpty(value.GetString()))
        {
            return MergeMode.Stream;
        }

        if (Enum.TryParse<MergeMode>(value.GetString(), true, out var mode) && Enum.IsDefined(mode))
        {
            return mode;
        }

        problems.Add(new DefinitionProblem("merge.mode", node.Path + ".customProperties.mergeMode",
            $"merge mode '{value.GetString()}' is not known.", node.Activity.Id));
        return MergeMode.Stream;
    }

    /// <summary>
    /// Studio never writes the start. Without a trigger's event: what is named, a Start, a trigger (which then waits), a
    /// node without inbound.
    /// </summary>
    private int FindStart(Flowchart flowchart, int[] inbound)
    {
        var byName = flowchart.Start is null ? -1 : Array.FindIndex(Nodes, n => n.Activity.Id == flowchart.Start);
        return byName >= 0 ? byName
            : Array.FindIndex(Nodes, n => n.Descriptor.IsStart) is >= 0 and var start ? start
            : Array.FindIndex(Nodes, n => n.Activity.CanStartWorkflow) is >= 0 and var trigger ? trigger
            : Array.FindIndex(Nodes, n => inbound[n.FlowIndex] == 0) is >= 0 and var root ? root
            : Nodes.Length > 0 ? 0 : -1;
    }

    private bool[] ReachFrom(int start)
    {
        var reach = new bool[Nodes.Length];
        var pending = new Stack<int>();
        pending.Push(start);
        while (pending.TryPop(out var node))
        {
            foreach (var arrow in Outbound[node])
            {
                if (!reach[arrow.Target])
                {
                    reach[arrow.Target] = true;
                    pending.Push(arrow.Target);
                }
            }
        }

        return reach;
    }
}

/// <summary>An arrow out of a node.</summary>
internal readonly record struct FlowArrow(string Port, int Target);
