using Becs.Workflows.Activities;
using Becs.Workflows.Activities.Flowchart.Activities;
using Becs.Workflows.Definitions;
using Becs.Workflows.Proving;
using Becs.Workflows.Runtime.Activities;
using Becs.Workflows.State;

namespace Becs.Workflows.Migrating;

/// <content>What the other version asks before the place where an instance would stand.</content>
public sealed partial class InstanceMigrator
{
    /// <summary>The obligation that demands a step of the version to go to; null when none does.</summary>
    /// <param name="stepId">The step.</param>
    public Obligation? Demanding(string stepId) => _target.Graph.NodeById.TryGetValue(stepId, out var node)
        ? _obligations.FirstOrDefault(o => o.AnyOf.Prepend(o.Gate).OfType<StepPattern>().Any(node.MayBe))
        : null;

    /// <summary>Whether a step of the version to go to starts another workflow: what that asks would be passed by with it, so it never is.</summary>
    /// <param name="stepId">The step.</param>
    public bool StartsAnother(string stepId) => _target.Graph.Find(stepId) is DispatchWorkflow or ExecuteWorkflow or BulkDispatchWorkflows;

    private string? PassByProblem(string stepId) => !_target.Graph.NodeById.TryGetValue(stepId, out var node)
        ? $"Version {_target.Graph.Version} has no step '{stepId}' to pass by."
        : !IsAsked(node) ? $"'{stepId}' asks and does nothing that could be passed by."
        : Demanding(stepId) is { } obligation ? $"'{stepId}' is never passed by: {obligation.Id} demands it. {obligation.Says}"
        : StartsAnother(stepId) ? $"'{stepId}' is never passed by: it starts another workflow."
        : null;

    private IEnumerable<MigrationRefusal> OfWays(WorkflowState state, IReadOnlyDictionary<string, StepDone> done)
    {
        if (_ways.Value.To(Places(state)) is not { } before)
        {
            return [new MigrationRefusal(MigrationReason.NoWayThere)];
        }

        var known = new Dictionary<string, StepDone>(StringComparer.Ordinal);
        foreach (var (id, step) in done)
        {
            if (Of(id) is { } now)
            {
                known[now] = step;
            }
        }

        return before.Where(b => !IsDone(b, known.GetValueOrDefault(b.Node.Activity.Id))).Select(b => b.Node.Activity.Id)
            .Where(id => !_passesBy.Contains(id) || Demanding(id) is not null || StartsAnother(id))
            .Select(id => new MigrationRefusal(MigrationReason.WouldPassBy, id));
    }

    /// <summary>Done is what ended last by an outcome that leads there: what was found otherwise would have gone another way.</summary>
    private static bool IsDone(StepOnEveryWay step, StepDone? done) =>
        done is not null && done.Type == step.Node.Activity.Type && step.Outcomes.Any(o => o.Any(done.Outcomes.Contains));

    private HashSet<string> Places(WorkflowState state)
    {
        var around = state.Executions.Select(e => e.ParentId).ToHashSet(StringComparer.Ordinal);
        return [.. state.Executions.Where(e => !around.Contains(e.Id)).Select(e => StepsOnEveryWay.At(_target.Graph.NodeFor(Of(e.ActivityId)!))),
            .. state.Executions.SelectMany(e => e.Waiting ?? []).Select(w => StepsOnEveryWay.Meeting(_target.Graph.NodeFor(Of(w.ActivityId)!)))];
    }

    /// <summary>Whether a step asks somebody or does something. What only leads on does not, nor what a case began with.</summary>
    private static bool IsAsked(ActivityNode node) => node.IsLeaf && !node.Descriptor.IsContainer
        && node.Activity is not (FlowDecision or FlowSwitch or FlowFork or FlowJoin or Start or End or Finish or Complete or Break or WriteLine or SetName)
        && node.Activity is not (ITrigger and Activity { CanStartWorkflow: true });
}
