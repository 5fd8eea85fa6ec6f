using Becs.Workflows.Activities.Flowchart.Models;

namespace Becs.Workflows.Activities.Flowchart.Activities;

/// <summary>
/// Which nodes lie behind a meeting point, so that a way to it through them is a rejection and not a late branch. Needed
/// where a cycle has two entries: a rejection into one branch of a fork looks, from there, like another way in.
/// </summary>
internal static class FlowchartOrder
{
    /// <summary>For each node where arrows meet, the nodes behind it; null for the others.</summary>
    public static bool[]?[] Behind(FlowchartPlan plan)
    {
        var count = plan.Nodes.Length;
        var behind = new bool[]?[count];
        if (plan.MergeCount == 0)
        {
            return behind;
        }

        var always = PassedOnEveryWayOut(plan);
        for (var target = 0; target < count; target++)
        {
            if (plan.MergeIndex[target] < 0)
            {
                continue;
            }

            var nodes = behind[target] = new bool[count];
            for (var node = 0; node < count; node++)
            {
                // A drawn join waits for an undrawn one that leads to it, never the other way round.
                var isDrawnJoin = plan.IsDrawnJoin(node) && !plan.IsDrawnJoin(target)
                    && plan.Reach[target][node] && !always[node][target];
                nodes[node] = node != target && (always[target][node] || isDrawnJoin);
            }
        }

        return behind;
    }

    /// <summary>Post-dominators: [n][m] is true if every way from n to an end of the flowchart passes m.</summary>
    private static bool[][] PassedOnEveryWayOut(FlowchartPlan plan)
    {
        var count = plan.Nodes.Length;
        var canEnd = Array.ConvertAll(plan.Nodes, n => CanEnd(plan, n.FlowIndex));
        var always = new bool[count][];
        for (var node = 0; node < count; node++)
        {
            always[node] = new bool[count];
            Array.Fill(always[node], canEnd[node]);
            always[node][node] = true;
            if (plan.Outbound[node].Length == 0)
            {
                Array.Clear(always[node]);
                always[node][node] = true;
            }
        }

        for (var changed = true; changed;)
        {
            changed = false;
            for (var node = count - 1; node >= 0; node--)
            {
                if (plan.Outbound[node].Length > 0 && canEnd[node])
                {
                    changed |= Narrow(plan, always, canEnd, node);
                }
            }
        }

        return always;
    }

    private static bool Narrow(FlowchartPlan plan, bool[][] always, bool[] canEnd, int node)
    {
        var changed = false;
        for (var other = 0; other < always.Length; other++)
        {
            if (!always[node][other] || other == node)
            {
                continue;
            }

            foreach (var arrow in plan.Outbound[node])
            {
                if (!always[arrow.Target][other] && canEnd[arrow.Target])
                {
                    always[node][other] = false;
                    changed = true;
                    break;
                }
            }
        }

        return changed;
    }

    private static bool CanEnd(FlowchartPlan plan, int node)
    {
        if (plan.Outbound[node].Length == 0)
        {
            return true;
        }

        for (var other = 0; other < plan.Nodes.Length; other++)
        {
            if (plan.Outbound[other].Length == 0 && plan.Reach[node][other])
            {
                return true;
            }
        }

        return false;
    }
}
