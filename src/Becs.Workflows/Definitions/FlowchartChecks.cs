using Becs.Workflows.Activities.Flowchart.Activities;
using Becs.Workflows.Errors;
using Becs.Workflows.Memory;

namespace Becs.Workflows.Definitions;

/// <summary>
/// What a compiled flowchart must not have: activities nobody reaches, loops nobody waits in, unknown ports.
/// </summary>
internal static class FlowchartChecks
{
    public static IReadOnlyList<DefinitionProblem> Check(WorkflowGraph graph)
    {
        var problems = new List<DefinitionProblem>();
        foreach (var node in graph.Nodes)
        {
            CheckInputs(graph, node, problems);
            CheckOutputs(graph, node, problems);
            CheckTimed(node, problems);
            if (node.Plan is { } plan)
            {
                CheckReachable(node, plan, problems);
                CheckPorts(node, plan, problems);
                CheckLoops(plan, problems);
            }
        }

        return problems;
    }

    /// <summary>No instance exists when time starts one: its inputs must be known without.</summary>
    private static void CheckTimed(ActivityNode node, List<DefinitionProblem> problems)
    {
        if (node.Activity is not (ITimedTrigger timed and Activity { CanStartWorkflow: true }))
        {
            return;
        }

        try
        {
            timed.NextAfter(DateTime.UnixEpoch, null);
        }
        catch (ExpressionException e)
        {
            problems.Add(new DefinitionProblem("trigger.timer", e.Path is null or "$" ? node.Path : e.Path, e.Message, node.Activity.Id));
        }
        catch (ArgumentOutOfRangeException)
        {
            problems.Add(new DefinitionProblem("trigger.timer", node.Path, $"'{node.Activity.Id}' names a time that never comes.", node.Activity.Id));
        }
    }

    private static void CheckInputs(WorkflowGraph graph, ActivityNode node, List<DefinitionProblem> problems)
    {
        foreach (var input in node.Descriptor.Inputs)
        {
            var path = $"{node.Path}.{Json.Camel(input.Name)}";
            var plain = input.IsWrapped ? null : node.Descriptor.Properties[input.PropertyName].GetValue(node.Activity);
            if (input.IsRequired && (input.IsWrapped ? !IsGiven(node, input.Name) : plain is null))
            {
                problems.Add(new DefinitionProblem("input.missing", path,
                    $"'{node.Activity.Id}' needs a value for {input.DisplayName}.", node.Activity.Id));
            }

            if (plain is Variable variable && !graph.VariableById.ContainsKey(variable.Id)
                && !graph.VariableByName.ContainsKey(variable.Name))
            {
                problems.Add(new DefinitionProblem("variable.unknown", path,
                    $"variable '{variable.Name}' is not declared.", node.Activity.Id));
            }
        }
    }

    private static void CheckOutputs(WorkflowGraph graph, ActivityNode node, List<DefinitionProblem> problems)
    {
        foreach (var output in node.Outputs)
        {
            if (output.Target is { } target && !graph.VariableById.ContainsKey(target.Id)
                && !graph.VariableByName.ContainsKey(target.Id) && !graph.OutputNames.Contains(target.Id))
            {
                problems.Add(new DefinitionProblem("output.unknownTarget", $"{node.Path}.{Json.Camel(output.Name)}",
                    $"'{target.Id}' is neither a variable nor a workflow output.", node.Activity.Id));
            }
        }
    }

    private static bool IsGiven(ActivityNode node, string inputName)
    {
        var input = Array.Find(node.Inputs, i => i.Name == inputName);
        return input?.Expression is not null
            && (input.Compiled is not Expressions.ConstantExpression constant
                || constant.Value is not (null or ""));
    }

    private static void CheckReachable(ActivityNode flowchart, FlowchartPlan plan, List<DefinitionProblem> problems)
    {
        if (plan.Nodes.Length == 0)
        {
            problems.Add(new DefinitionProblem("flowchart.empty", flowchart.Path + ".activities",
                "a flowchart needs at least one activity.", flowchart.Activity.Id));
            return;
        }

        for (var i = 0; i < plan.Nodes.Length; i++)
        {
            var node = plan.Nodes[i];
            var isReached = i == plan.Start || plan.Reach[plan.Start][i] || IsTriggered(plan, i);
            if (!isReached)
            {
                problems.Add(new DefinitionProblem("activity.unreachable", node.Path,
                    $"nothing leads to '{node.Activity.Id}': it would never run.", node.Activity.Id));
            }
        }
    }

    private static bool IsTriggered(FlowchartPlan plan, int target)
    {
        for (var i = 0; i < plan.Nodes.Length; i++)
        {
            if (plan.Nodes[i].Activity is ITrigger and Activity { CanStartWorkflow: true }
                && (i == target || plan.Reach[i][target]))
            {
                return true;
            }
        }

        return false;
    }

    private static void CheckPorts(ActivityNode flowchart, FlowchartPlan plan, List<DefinitionProblem> problems)
    {
        var connections = ((Flowchart)flowchart.Activity).Connections.ToArray();
        for (var c = 0; c < connections.Length; c++)
        {
            var source = Array.Find(plan.Nodes, n => n.Activity.Id == connections[c].Source.Activity)!;
            var port = connections[c].Source.Port ?? "Done";
            var declared = ActivityPorts.Of(source);
            if (declared is not null && !declared.Contains(port))
            {
                problems.Add(new DefinitionProblem("connection.unknownPort", $"{flowchart.Path}.connections[{c}].source.port",
                    $"'{source.Activity.Id}' has no outcome '{port}', only {string.Join(", ", declared)}.",
                    source.Activity.Id));
            }
        }
    }

    /// <summary>
    /// Takes every activity that can wait out of the graph: what still goes round, goes round for ever.
    /// </summary>
    private static void CheckLoops(FlowchartPlan plan, List<DefinitionProblem> problems)
    {
        var colour = new byte[plan.Nodes.Length];
        for (var i = 0; i < plan.Nodes.Length; i++)
        {
            if (colour[i] == 0 && FindLoop(plan, i, colour) is { } inLoop)
            {
                var node = plan.Nodes[inLoop];
                problems.Add(new DefinitionProblem("flowchart.busyLoop", node.Path,
                    $"the loop through '{node.Activity.Id}' has no activity that waits: it could run for ever.",
                    node.Activity.Id));
                return;
            }
        }
    }

    private static int? FindLoop(FlowchartPlan plan, int node, byte[] colour)
    {
        if (MayWait(plan.Nodes[node]))
        {
            colour[node] = 2;
            return null;
        }

        colour[node] = 1;
        foreach (var arrow in plan.Outbound[node])
        {
            if (colour[arrow.Target] == 1)
            {
                return arrow.Target;
            }

            if (colour[arrow.Target] == 0 && FindLoop(plan, arrow.Target, colour) is { } found)
            {
                return found;
            }
        }

        colour[node] = 2;
        return null;
    }

    private static bool MayWait(ActivityNode node) =>
        node.IsLeaf ? node.Descriptor.CanSuspend : node.Children.Exists(MayWait);
}
