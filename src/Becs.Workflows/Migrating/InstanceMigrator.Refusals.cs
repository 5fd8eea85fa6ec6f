using System.Text.Json;
using Becs.Workflows.Activities.Flowchart.Activities;
using Becs.Workflows.Memory;
using Becs.Workflows.Runtime.Activities;
using Becs.Workflows.State;

namespace Becs.Workflows.Migrating;

/// <content>What keeps an instance where it is.</content>
public sealed partial class InstanceMigrator
{
    private IEnumerable<MigrationRefusal> Refusals(
        WorkflowState state, IEnumerable<string> openForms, IEnumerable<string> stepsDone, IReadOnlyDictionary<string, StepDone> done)
    {
        if (state.Status != WorkflowStatus.Running || state.PackageHash != _source.Package.PackageHash)
        {
            return [new MigrationRefusal(MigrationReason.NotThere)];
        }

        var own = state.Parent is null ? [] : new[] { new MigrationRefusal(MigrationReason.IsChild) };
        var places = OfPlaces(state).ToList();
        return [.. own, .. places, .. places.Count == 0 ? OfWays(state, done) : [], .. OfValues(state), .. OfChildren(state), .. OfForms(openForms), .. OfPersons(stepsDone)];
    }

    private IEnumerable<MigrationRefusal> OfPlaces(WorkflowState state)
    {
        var byId = state.Executions.ToDictionary(e => e.Id, StringComparer.Ordinal);
        var branches = state.Executions.ToLookup(e => e.ParentId, StringComparer.Ordinal);
        foreach (var execution in state.Executions)
        {
            if (_source.Graph.Find(execution.ActivityId) is not { } old || Of(execution.ActivityId) is not { } id || _target.Graph.Find(id) is not { } @new)
            {
                yield return new MigrationRefusal(MigrationReason.StepGone, execution.ActivityId);
                continue;
            }

            var parent = execution.ParentId is { } around ? byId[around].ActivityId : null;
            if (old.Type != @new.Type || old.Version != @new.Version)
            {
                yield return new MigrationRefusal(MigrationReason.StepRetyped, execution.ActivityId);
            }
            else if (_target.Graph.NodeFor(id).Parent?.Activity.Id != (parent is null ? null : Of(parent)))
            {
                yield return new MigrationRefusal(MigrationReason.StepMoved, execution.ActivityId);
            }
            else if (!branches[execution.Id].Any())
            {
                if (!MigrationSide.IsSame(_source.Steps[execution.ActivityId], _target.Steps[id]))
                {
                    yield return new MigrationRefusal(MigrationReason.WaitChanged, execution.ActivityId);
                }
            }
            else if (!FitsAround(execution, id, branches[execution.Id].Count()))
            {
                yield return new MigrationRefusal(MigrationReason.ShapeChanged, execution.ActivityId);
            }
        }
    }

    /// <summary>
    /// One token in a flowchart meets nobody, so what is drawn around it may differ. Several wait for each other, and other containers count
    /// their children: they must be drawn alike.
    /// </summary>
    private bool FitsAround(ActivityExecutionState execution, string id, int running)
    {
        if (_source.Graph.Find(execution.ActivityId) is not Flowchart)
        {
            return _shapes.IsSameInside(execution.ActivityId, id);
        }

        var isAlone = running == 1 && execution.Waiting is not { Count: > 0 };
        return (isAlone || _shapes.HasSameArrows(execution.ActivityId, id))
            && (execution.Locals is null || MigrationSide.IsSame(_source.Steps[execution.ActivityId], _target.Steps[id]));
    }

    private IEnumerable<MigrationRefusal> OfValues(WorkflowState state)
    {
        foreach (var id in state.Variables.Keys)
        {
            var name = _source.Graph.VariableById.TryGetValue(id, out var old) ? old.Name : id;
            if (!_target.Graph.VariableById.TryGetValue(id, out var @new))
            {
                yield return new MigrationRefusal(MigrationReason.ValueGone, name);
            }
            else if (old is null || !IsSameType(old, @new))
            {
                yield return new MigrationRefusal(MigrationReason.ValueRetyped, name);
            }
        }

        foreach (var name in state.UndeclaredVariables.Keys.Where(_target.Graph.VariableByName.ContainsKey))
        {
            yield return new MigrationRefusal(MigrationReason.ValueRetyped, name);
        }

        foreach (var name in state.Output.Keys.Where(o => !_target.Graph.OutputNames.Contains(o)))
        {
            yield return new MigrationRefusal(MigrationReason.ValueGone, name);
        }

        foreach (var name in _target.Graph.Definition.Inputs.Where(i => !_source.Graph.Definition.Inputs.Contains(i) && !state.Input.ContainsKey(i)))
        {
            yield return new MigrationRefusal(MigrationReason.InputMissing, name);
        }

        if (_target.Graph.KeepsOutputs && !_source.Graph.KeepsOutputs)
        {
            yield return new MigrationRefusal(MigrationReason.ResultsNotKept);
        }
    }

    private static bool IsSameType(Variable one, Variable other) => one.TypeName == other.TypeName && one.IsArray == other.IsArray;

    /// <summary>A child under way stays on its package: what its parent would be told must be what the new version expects.</summary>
    private IEnumerable<MigrationRefusal> OfChildren(WorkflowState state)
    {
        var waiting = state.Bookmarks.Any(b => b.Name == ChildWorkflow.BookmarkName);
        return !waiting ? [] : _source.Package.Children.Where(c => _target.Package.Children.GetValueOrDefault(c.Key) != c.Value)
            .Select(c => new MigrationRefusal(MigrationReason.ChildChanged, c.Key));
    }

    private IEnumerable<MigrationRefusal> OfForms(IEnumerable<string> openForms) => openForms
        .Where(f => !IsSame(Form(_source, f), Form(_target, f))).Select(f => new MigrationRefusal(MigrationReason.FormChanged, f));

    private IEnumerable<MigrationRefusal> OfPersons(IEnumerable<string> stepsDone) => stepsDone
        .Where(s => _mapping.TryGetValue(s, out var named) && named != s)
        .Select(s => new MigrationRefusal(MigrationReason.DoneUnderAnotherName, s));

    private static JsonElement? Form(MigrationSide side, string key) => side.Package.Forms.TryGetValue(key, out var form) ? form : null;

    private static bool IsSame(JsonElement? one, JsonElement? other) =>
        one is null || other is null ? one is null && other is null : JsonElement.DeepEquals(one.Value, other.Value);
}
