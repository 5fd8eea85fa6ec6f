using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Models;
using Becs.Workflows.Proving;
using Becs.Workflows.Runtime.Activities;
using Becs.Workflows.State;

namespace Becs.Workflows.Migrating;

/// <summary>
/// Takes instances from one version of a workflow to another. A step goes to the step of the same id and type, or where the mapping says.
/// None goes past a step the other version asks before, unless the plan says so (docs/adr/0097). Nothing runs: what an instance waits for, its timers and its values stay, or it stays as a whole. Pure; safe for concurrent use.
/// </summary>
public sealed partial class InstanceMigrator
{
    private readonly MigrationSide _source;
    private readonly MigrationSide _target;
    private readonly MigrationShapes _shapes;
    private readonly IReadOnlyDictionary<string, string> _mapping;
    private readonly IReadOnlyCollection<string> _passesBy;
    private readonly IReadOnlyList<Obligation> _obligations;
    private readonly Lazy<StepsOnEveryWay> _ways;

    /// <summary>What moved an instance in its journal when a plan took it over.</summary>
    public const string Over = "Migrate";

    /// <summary>What moved an instance in its journal when a plan took it back.</summary>
    public const string Back = "TakeBack";

    /// <summary>Makes one.</summary>
    /// <param name="source">The version to leave.</param>
    /// <param name="target">The version to go to.</param>
    /// <param name="registry">The activities of this build.</param>
    /// <param name="mapping">New ids by old ids, of steps whose id is another; empty when none is.</param>
    /// <param name="passesBy">Steps of the version to go to that an instance may pass by; empty when it may none.</param>
    /// <param name="obligations">What every version must keep: a step they demand is never passed by.</param>
    public InstanceMigrator(
        WorkflowPackage source, WorkflowPackage target, ActivityRegistry registry, IReadOnlyDictionary<string, string> mapping,
        IReadOnlyCollection<string> passesBy, IReadOnlyList<Obligation> obligations)
    {
        _source = new MigrationSide(source, source.Compile(registry));
        _target = new MigrationSide(target, target.Compile(registry));
        _shapes = new MigrationShapes(_source, _target, mapping);
        _mapping = mapping;
        (_passesBy, _obligations) = (passesBy, obligations);
        _ways = new(() => new StepsOnEveryWay(_target.Graph, [.. _target.Graph.Nodes.Where(IsAsked)]));
        Problems = [.. FindProblems()];
    }

    /// <summary>What is wrong with the mapping itself: a sentence each. With any, nothing may be migrated.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>The step a step becomes; null when there is none.</summary>
    /// <param name="stepId">A step of the version to leave.</param>
    public string? Of(string stepId) =>
        _mapping.TryGetValue(stepId, out var named) ? named : _target.Graph.Find(stepId) is null || _mapping.Values.Contains(stepId) ? null : stepId;

    /// <summary>Takes an instance over, or says everything that keeps it.</summary>
    /// <param name="state">The instance between bursts; it is not changed.</param>
    /// <param name="openForms">Forms of its open tasks, such as <c>questionnaire.v1</c>.</param>
    /// <param name="stepsDone">Steps of it that persons completed.</param>
    /// <param name="done">All it did, by the ids of the version to leave: <see cref="DoneSteps"/>.</param>
    /// <param name="nowUtc">The instant.</param>
    public MigrationResult Migrate(
        WorkflowState state, IEnumerable<string> openForms, IEnumerable<string> stepsDone, IReadOnlyDictionary<string, StepDone> done, DateTime nowUtc)
    {
        var refusals = Refusals(state, openForms, stepsDone, done).Distinct().ToList();
        return refusals.Count > 0 ? new MigrationResult(null, refusals) : new MigrationResult(Taken(state, nowUtc), []);
    }

    /// <summary>Takes an instance back to what it was before it was taken over.</summary>
    /// <param name="before">What it was.</param>
    /// <param name="state">What it is; it has not moved since.</param>
    /// <param name="nowUtc">The instant.</param>
    public static WorkflowState TakeBack(WorkflowState before, WorkflowState state, DateTime nowUtc) =>
        Copy(before, before.PackageHash, before.Version, state.Sequence + 1, nowUtc, before.Variables, before.ActivityOutputs, before.Executions, before.Bookmarks);

    private IEnumerable<string> FindProblems()
    {
        if (_source.Graph.DefinitionId != _target.Graph.DefinitionId)
        {
            yield return $"{_source.Graph.DefinitionId} is another workflow than {_target.Graph.DefinitionId}.";
        }

        foreach (var (from, to) in _mapping.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            var (old, @new) = (_source.Graph.Find(from), _target.Graph.Find(to));
            if (old is null || @new is null)
            {
                yield return $"Version {(old is null ? _source : _target).Graph.Version} has no step '{(old is null ? from : to)}'.";
            }
            else if (old.Type != @new.Type || old.Version != @new.Version)
            {
                yield return $"'{from}' is a {old.Type} version {old.Version}, '{to}' a {@new.Type} version {@new.Version}.";
            }
        }

        foreach (var twice in _mapping.GroupBy(m => m.Value, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            yield return $"'{twice.Key}' is named for more than one step.";
        }

        foreach (var problem in _passesBy.Order(StringComparer.Ordinal).Select(PassByProblem).OfType<string>())
        {
            yield return problem;
        }
    }

    private WorkflowState Taken(WorkflowState state, DateTime nowUtc)
    {
        var variables = new Dictionary<string, object?>(state.Variables, StringComparer.Ordinal);
        foreach (var added in _target.Graph.VariableList.Where(v => !_source.Graph.VariableById.ContainsKey(v.Id)))
        {
            if (_target.Graph.VariableDefaults[added.Index] is { } value)
            {
                variables[added.Id] = value; // a burst that resumes gives no defaults
            }
        }

        return Copy(
            state, _target.Package.PackageHash, _target.Graph.Version, state.Sequence + 1, nowUtc, variables,
            state.ActivityOutputs.ToDictionary(o => Of(o.Key) ?? o.Key, o => o.Value, StringComparer.Ordinal),
            [.. state.Executions.Select(Taken)], [.. state.Bookmarks.Select(Taken)]);
    }

    private Bookmark Taken(Bookmark bookmark)
    {
        var node = _target.Graph.NodeFor(Of(bookmark.ActivityId)!);
        return bookmark.ActivityId == node.Activity.Id && bookmark.ActivityNodeId == node.Activity.NodeId
            ? bookmark
            : bookmark with { ActivityId = node.Activity.Id, ActivityNodeId = node.Activity.NodeId };
    }

    private ActivityExecutionState Taken(ActivityExecutionState execution)
    {
        var id = Of(execution.ActivityId)!;
        return new ActivityExecutionState
        {
            Id = execution.Id,
            ActivityId = id,
            ParentId = execution.ParentId,
            StartedAt = execution.StartedAt,
            CompletionCallback = execution.CompletionCallback,
            Properties = execution.Properties,
            Locals = execution.Locals,
            Lineage = Passed(execution.Lineage, _target.Graph.NodeFor(id).Parent),
            FlowFired = execution.FlowFired,
            Waiting = execution.Waiting is null
                ? null
                : [.. execution.Waiting.Select(w => new WaitingTokenState(Of(w.ActivityId)!, Passed(w.Lineage, _target.Graph.NodeFor(id)), w.LoopFrom))],
        };
    }

    /// <summary>Meeting points that are still drawn; one that is gone is met no more.</summary>
    private Dictionary<string, int>? Passed(IReadOnlyDictionary<string, int>? lineage, ActivityNode? flowchart)
    {
        var passed = (lineage ?? new Dictionary<string, int>()).Select(l => (Id: Of(l.Key), l.Value))
            .Where(l => l.Id is not null && _target.Graph.NodeById.TryGetValue(l.Id, out var node) && node.Parent == flowchart)
            .ToDictionary(l => l.Id!, l => l.Value, StringComparer.Ordinal);
        return passed.Count == 0 ? null : passed;
    }

    private static WorkflowState Copy(
        WorkflowState state, string packageHash, int version, int sequence, DateTime nowUtc, IReadOnlyDictionary<string, object?> variables,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, object?>> outputs, IReadOnlyList<ActivityExecutionState> executions,
        IReadOnlyList<Bookmark> bookmarks) => new()
        {
            InstanceId = state.InstanceId,
            DefinitionId = state.DefinitionId,
            Version = version,
            PackageHash = packageHash,
            Name = state.Name,
            CorrelationId = state.CorrelationId,
            Status = state.Status,
            SubStatus = state.SubStatus,
            CreatedAt = state.CreatedAt,
            UpdatedAt = nowUtc,
            FinishedAt = state.FinishedAt,
            Sequence = sequence,
            Parent = state.Parent,
            Input = state.Input,
            Output = state.Output,
            Outcomes = state.Outcomes,
            Variables = variables,
            UndeclaredVariables = state.UndeclaredVariables,
            Properties = state.Properties,
            ActivityOutputs = outputs,
            LastResult = state.LastResult,
            Executions = executions,
            Bookmarks = bookmarks,
        };
}

/// <summary>What became of an instance.</summary>
/// <param name="State">The instance on the other version; null when it stays.</param>
/// <param name="Refusals">Everything that keeps it.</param>
public sealed record MigrationResult(WorkflowState? State, IReadOnlyList<MigrationRefusal> Refusals);
