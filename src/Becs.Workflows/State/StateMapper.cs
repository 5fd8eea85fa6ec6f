using Becs.Workflows.Activities.Flowchart.Activities;
using Becs.Workflows.Definitions;
using Becs.Workflows.Errors;
using Becs.Workflows.Running;

namespace Becs.Workflows.State;

/// <summary>
/// Between the stored form of an instance and the one a burst works on. The stored form is never changed.
/// </summary>
internal static class StateMapper
{
    public static void Load(WorkflowState state, Burst burst)
    {
        var workflow = burst.Workflow;
        var graph = workflow.Graph;
        if (state.PackageHash != graph.PackageHash || state.DefinitionId != graph.DefinitionId)
        {
            throw new StateFormatException(
                $"Instance {state.InstanceId} is pinned to package '{state.PackageHash}', not to '{graph.PackageHash}'.");
        }

        workflow.Name = state.Name;
        workflow.CorrelationId = state.CorrelationId;
        workflow.Status = state.Status;
        workflow.SubStatus = state.SubStatus;
        workflow.Parent = state.Parent;
        workflow.Input = state.Input;
        workflow.Output = new Dictionary<string, object?>(state.Output);
        workflow.Properties = new Dictionary<string, object?>(state.Properties);
        workflow.LastResult = state.LastResult;
        foreach (var (id, value) in state.Variables)
        {
            if (graph.VariableById.TryGetValue(id, out var variable))
            {
                workflow.VariableValues[variable.Index] = value;
            }
        }

        if (state.UndeclaredVariables.Count > 0)
        {
            workflow.UndeclaredVariables = new Dictionary<string, object?>(state.UndeclaredVariables);
        }

        if (state.ActivityOutputs.Count > 0)
        {
            workflow.ActivityOutputs = state.ActivityOutputs.ToDictionary(
                o => o.Key, o => new Dictionary<string, object?>(o.Value));
        }

        var byId = LoadExecutions(state, burst);
        foreach (var bookmark in state.Bookmarks)
        {
            burst.Ledger.Open.Add(bookmark);
            if (byId.TryGetValue(bookmark.ActivityInstanceId, out var owner))
            {
                owner.BookmarkCount++;
            }
        }
    }

    public static WorkflowState Save(Burst burst, DateTime createdAt, int sequence)
    {
        var workflow = burst.Workflow;
        var graph = workflow.Graph;
        var now = workflow.Environment.NowUtc;
        var variables = new Dictionary<string, object?>(graph.VariableList.Length, StringComparer.Ordinal);
        foreach (var variable in graph.VariableList)
        {
            if (workflow.VariableValues[variable.Index] is { } value)
            {
                variables[variable.Id] = value;
            }
        }

        var isFinished = workflow.Status == WorkflowStatus.Finished;
        var executions = new List<ActivityExecutionState>();
        if (!isFinished && burst.Root is not null)
        {
            SaveExecution(burst.Root, executions);
        }

        return new WorkflowState
        {
            InstanceId = workflow.Id,
            DefinitionId = graph.DefinitionId,
            Version = graph.Version,
            PackageHash = graph.PackageHash,
            Name = workflow.Name,
            CorrelationId = workflow.CorrelationId,
            Status = workflow.Status,
            SubStatus = workflow.SubStatus,
            CreatedAt = createdAt,
            UpdatedAt = now,
            FinishedAt = isFinished ? now : null,
            Sequence = sequence,
            Parent = workflow.Parent,
            Input = workflow.Input,
            Output = new Dictionary<string, object?>(workflow.Output),
            Outcomes = isFinished ? burst.WorkflowOutcomes : [],
            Variables = variables,
            UndeclaredVariables = workflow.UndeclaredVariables ?? WorkflowState.Empty,
            Properties = new Dictionary<string, object?>(workflow.Properties),
            ActivityOutputs = workflow.ActivityOutputs?.ToDictionary(
                o => o.Key, o => (IReadOnlyDictionary<string, object?>)o.Value)
                    ?? new Dictionary<string, IReadOnlyDictionary<string, object?>>(),
            LastResult = graph.KeepsOutputs ? workflow.LastResult : null,
            Executions = executions,
            Bookmarks = [.. burst.Ledger.Open],
        };
    }

    private static Dictionary<string, ActivityExecutionContext> LoadExecutions(WorkflowState state, Burst burst)
    {
        var byId = new Dictionary<string, ActivityExecutionContext>(StringComparer.Ordinal);
        foreach (var stored in state.Executions)
        {
            var node = burst.Workflow.Graph.NodeFor(stored.ActivityId);
            ActivityExecutionContext? parent = null;
            if (stored.ParentId is not null && !byId.TryGetValue(stored.ParentId, out parent))
            {
                throw new StateFormatException($"Execution {stored.Id} of '{stored.ActivityId}' has no parent.");
            }

            var context = new ActivityExecutionContext(burst.Workflow, node, parent, stored.Id)
            {
                Status = ActivityStatus.Running,
                StartedAt = stored.StartedAt,
                PropertiesOrNull = stored.Properties is null ? null : new Dictionary<string, object?>(stored.Properties),
                Locals = stored.Locals is null ? null : new Dictionary<string, object?>(stored.Locals),
                CompletionCallback = stored.CompletionCallback is null || parent is null
                    ? null
                    : parent.Node.CompletionCallback(stored.CompletionCallback),
                Lineage = parent?.Node.Plan is { } around ? Indexed(stored.Lineage, around, burst.Workflow.Graph) : null,
                Flow = node.Plan is { } plan ? LoadFlow(stored, plan, burst.Workflow.Graph) : null,
            };
            burst.Workflow.HasLocals |= context.Locals is not null;
            byId[stored.Id] = context;
            burst.Root ??= context;
            (parent is null ? null : parent.Children ??= [])?.Add(context);
        }

        return byId;
    }

    private static FlowchartState LoadFlow(ActivityExecutionState stored, FlowchartPlan plan, WorkflowGraph graph)
    {
        var flow = new FlowchartState { Fired = stored.FlowFired ?? 0 };
        foreach (var waiting in stored.Waiting ?? [])
        {
            flow.Waiting.Add(new WaitingToken
            {
                Node = graph.NodeFor(waiting.ActivityId).FlowIndex,
                Lineage = Indexed(waiting.Lineage, plan, graph),
                LoopFrom = waiting.LoopFrom,
            });
        }

        return flow;
    }

    private static void SaveExecution(ActivityExecutionContext context, List<ActivityExecutionState> executions)
    {
        var plan = context.Node.Plan;
        executions.Add(new ActivityExecutionState
        {
            Id = context.Id,
            ActivityId = context.Activity.Id,
            ParentId = context.ParentActivityExecutionContext?.Id,
            StartedAt = context.StartedAt,
            CompletionCallback = context.CompletionCallback?.Method.Name,
            Properties = context.PropertiesOrNull is { Count: > 0 } kept
                ? kept.ToDictionary(p => p.Key, p => Expressions.PlainValue.Of(p.Value))
                : null,
            Locals = context.Locals is { Count: > 0 } locals ? locals : null,
            Lineage = context.ParentActivityExecutionContext?.Node.Plan is { } around ? Named(context.Lineage, around) : null,
            FlowFired = context.Flow?.Fired,
            Waiting = context.Flow is { Waiting.Count: > 0 } flow && plan is not null
                ? flow.Waiting.Select(w => new WaitingTokenState(
                    plan.Nodes[w.Node].Activity.Id, Named(w.Lineage, plan), w.LoopFrom)).ToArray()
                : null,
        });
        foreach (var child in context.Children ?? [])
        {
            SaveExecution(child, executions);
        }
    }

    private static Dictionary<string, int>? Named(int[]? lineage, FlowchartPlan plan)
    {
        if (lineage is null)
        {
            return null;
        }

        var named = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < plan.Nodes.Length; i++)
        {
            if (plan.Passed(lineage, i))
            {
                named[plan.Nodes[i].Activity.Id] = lineage[plan.MergeIndex[i]];
            }
        }

        return named.Count == 0 ? null : named;
    }

    private static int[]? Indexed(IReadOnlyDictionary<string, int>? named, FlowchartPlan plan, WorkflowGraph graph)
    {
        if (named is null)
        {
            return null;
        }

        var lineage = new int[plan.MergeCount];
        foreach (var (activityId, fired) in named)
        {
            var merge = plan.MergeIndex[graph.NodeFor(activityId).FlowIndex];
            if (merge >= 0)
            {
                lineage[merge] = fired;
            }
        }

        return lineage;
    }
}
