using System.Text.Json;
using Becs.Workflows.Activities.Flowchart.Models;
using Becs.Workflows.Attributes;
using Becs.Workflows.Definitions;

namespace Becs.Workflows.Activities.Flowchart.Activities;

/// <summary>
/// Activities and arrows between them. Tokens flow along the arrows of the outcomes an activity completes with. Where
/// arrows meet, the activity runs once per wave: it waits for every token that can still arrive, and never for one that
/// cannot. The rules and where they differ from Elsa's: docs/adr/0011.
/// </summary>
[Activity("Elsa", "Flow", "A flowchart is a collection of activities and connections between them.")]
public sealed class Flowchart : Container
{
    /// <summary>The arrows.</summary>
    public ICollection<Connection> Connections { get; set; } = new List<Connection>();

    /// <summary>The id of the first activity, if the definition names one.</summary>
    public string? Start { get; set; }

    internal void ReadConnections(JsonElement json)
    {
        Start = Json.Text(json, "start");
        foreach (var item in Json.Items(json, "connections"))
        {
            Connections.Add(new Connection(ReadEndpoint(item, "source"), ReadEndpoint(item, "target")));
        }
    }

    /// <summary>A racing child begins: the branches it raced against are taken back.</summary>
    internal static async ValueTask OnChildStartingAsync(ActivityExecutionContext flow, ActivityExecutionContext winner)
    {
        var plan = flow.Node.Plan!;
        var target = winner.Node.FlowIndex;
        if (plan.Modes[target] != MergeMode.Race || plan.MergeIndex[target] < 0)
        {
            return;
        }

        flow.Flow!.Waiting.RemoveAll(w => w.Node != target && plan.CanArrive(w.Node, target, w.Lineage));
        foreach (var child in flow.Children!.ToArray())
        {
            if (child != winner && plan.CanArrive(child.Node.FlowIndex, target, child.Lineage))
            {
                await child.CancelActivityAsync().ConfigureAwait(false);
            }
        }

        FireReady(flow);
    }

    /// <inheritdoc />
    protected override async ValueTask ScheduleChildrenAsync(ActivityExecutionContext context)
    {
        var plan = context.Node.Plan!;
        context.Flow = new FlowchartState();
        var trigger = context.WorkflowExecutionContext.TriggerActivityId;
        var start = trigger is null ? -1 : Array.FindIndex(plan.Nodes, n => n.Activity.Id == trigger);
        start = start < 0 ? plan.Start : start;
        if (start < 0)
        {
            await context.CompleteActivityAsync().ConfigureAwait(false);
            return;
        }

        Fire(context, start, null);
    }

    private static Endpoint ReadEndpoint(JsonElement connection, string name) =>
        Json.Object(connection, name) is { } end
            ? new Endpoint(Json.Text(end, "activity") ?? "", Json.Text(end, "port"))
            : new Endpoint("");

    private static void Fire(ActivityExecutionContext flow, int node, int[]? lineage)
    {
        var plan = flow.Node.Plan!;
        var merge = plan.MergeIndex[node];
        if (merge >= 0)
        {
            lineage = lineage is null ? new int[plan.MergeCount] : (int[])lineage.Clone();
            lineage[merge] = ++flow.Flow!.Fired;
        }

        var child = flow.WorkflowExecutionContext.Burst.Schedule(flow, plan.Nodes[node], CompletedCallback(flow));
        child.Lineage = lineage;
    }

    private static ActivityCompletionCallback CompletedCallback(ActivityExecutionContext flow) =>
        flow.Node.CompletionCallback(nameof(OnChildCompletedAsync));

    /// <summary>
    /// A token for each arrow of the outcomes. All have left before any is looked at: a join must know of its siblings.
    /// </summary>
    private static void SendTokens(ActivityExecutionContext flow, ActivityExecutionContext child, string[] outcomes)
    {
        var arrows = flow.Node.Plan!.Outbound[child.Node.FlowIndex];
        var count = 0;
        foreach (var arrow in arrows)
        {
            count += Array.IndexOf(outcomes, arrow.Port) >= 0 ? 1 : 0;
        }

        foreach (var arrow in arrows)
        {
            if (Array.IndexOf(outcomes, arrow.Port) >= 0)
            {
                Arrive(flow, arrow.Target, child.Lineage, isAlone: count == 1);
            }
        }
    }

    private static void Arrive(ActivityExecutionContext flow, int node, int[]? lineage, bool isAlone)
    {
        var plan = flow.Node.Plan!;
        var merge = plan.MergeIndex[node];
        if (merge < 0 || plan.Modes[node] == MergeMode.Cascade)
        {
            if (isAlone)
            {
                Fire(flow, node, lineage);
            }
            else
            {
                flow.Flow!.Waiting.Add(new WaitingToken { Node = node, Lineage = lineage, IsReady = true });
            }

            return;
        }

        var loopFrom = lineage is null ? 0 : lineage[merge];
        if (plan.Modes[node] == MergeMode.Race && loopFrom == 0 && IsScheduled(flow, node))
        {
            return; // the race was decided in this burst; this token lost
        }

        foreach (var waiting in flow.Flow!.Waiting)
        {
            if (waiting.Node == node && waiting.LoopFrom == loopFrom && !waiting.IsReady)
            {
                waiting.Lineage = Unite(waiting.Lineage, lineage);
                return;
            }
        }

        flow.Flow.Waiting.Add(new WaitingToken { Node = node, Lineage = lineage, LoopFrom = loopFrom });
    }

    private static bool IsScheduled(ActivityExecutionContext flow, int node)
    {
        foreach (var child in flow.Children ?? [])
        {
            if (child.Node.FlowIndex == node && child.Status == ActivityStatus.Pending)
            {
                return true;
            }
        }

        return false;
    }

    private static int[]? Unite(int[]? one, int[]? other)
    {
        if (one is null || other is null)
        {
            return one ?? other;
        }

        var united = new int[one.Length];
        for (var i = 0; i < united.Length; i++)
        {
            united[i] = Math.Max(one[i], other[i]);
        }

        return united;
    }

    /// <summary>Fires every waiting node that nothing else can still arrive at.</summary>
    private static void FireReady(ActivityExecutionContext flow)
    {
        var waiting = flow.Flow!.Waiting;
        for (var i = 0; i < waiting.Count; i++)
        {
            if (!CanStillArrive(flow, waiting[i]))
            {
                FireWaiting(flow, i);
                i = -1; // firing changes who can arrive where: look at all again
            }
        }

        if (waiting.Count > 0 && flow.Children is not { Count: > 0 })
        {
            FireWaiting(flow, 0); // joins that wait for each other and nobody else: the first goes on
            FireReady(flow);
        }
    }

    private static void FireWaiting(ActivityExecutionContext flow, int index)
    {
        var token = flow.Flow!.Waiting[index];
        flow.Flow.Waiting.RemoveAt(index);
        Fire(flow, token.Node, Rewound(token));
    }

    /// <summary>Going round a loop forgets the joins that came after its beginning: they are met anew.</summary>
    private static int[]? Rewound(WaitingToken token)
    {
        if (token.LoopFrom == 0 || token.Lineage is null)
        {
            return token.Lineage;
        }

        var lineage = new int[token.Lineage.Length];
        for (var i = 0; i < lineage.Length; i++)
        {
            lineage[i] = token.Lineage[i] < token.LoopFrom ? token.Lineage[i] : 0;
        }

        return lineage;
    }

    private static bool CanStillArrive(ActivityExecutionContext flow, WaitingToken token)
    {
        var plan = flow.Node.Plan!;
        if (token.IsReady || plan.Modes[token.Node] == MergeMode.Race)
        {
            return false;
        }

        foreach (var child in flow.Children ?? [])
        {
            if (CanJoin(plan, child.Node.FlowIndex, child.Lineage, child.Lineage, token))
            {
                return true;
            }
        }

        foreach (var other in flow.Flow!.Waiting)
        {
            if (other != token && CanJoin(plan, other.Node, other.Lineage, Rewound(other), token))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether what is at a node belongs to the token's wave and can reach it.</summary>
    private static bool CanJoin(FlowchartPlan plan, int from, int[]? lineage, int[]? ahead, WaitingToken token)
    {
        if (token.LoopFrom == 0)
        {
            return from != token.Node && plan.CanArrive(from, token.Node, ahead);
        }

        var sameLoop = lineage is not null && lineage[plan.MergeIndex[token.Node]] == token.LoopFrom;
        return sameLoop && plan.CanArrive(from, token.Node, ahead, token.Node);
    }

    private async ValueTask OnChildCompletedAsync(ActivityCompletedContext completed)
    {
        var flow = completed.TargetContext;
        var child = completed.ChildContext;
        if (child.Activity is ITerminalNode)
        {
            await flow.CompleteActivityAsync().ConfigureAwait(false);
            return;
        }

        SendTokens(flow, child, (completed.Result as Outcomes ?? Outcomes.Default).Array);

        if (flow.Flow!.Waiting.Count > 0)
        {
            FireReady(flow);
        }

        if (flow.Children is not { Count: > 0 })
        {
            await flow.CompleteActivityAsync().ConfigureAwait(false);
        }
    }
}
