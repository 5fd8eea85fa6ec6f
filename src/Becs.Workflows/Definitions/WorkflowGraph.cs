using System.Collections.Frozen;
using Becs.Workflows.Errors;
using Becs.Workflows.Memory;

namespace Becs.Workflows.Definitions;

/// <summary>A definition made ready to run: immutable, compiled once per package and shared by all instances.</summary>
public sealed class WorkflowGraph
{
    private Running.OutputUse? _outputUse;

    internal WorkflowGraph(WorkflowDefinition definition, ActivityNode[] nodes, Variable[] variables, object?[] defaults)
    {
        Definition = definition;
        Nodes = nodes;
        VariableList = variables;
        VariableDefaults = defaults;
        VariableByName = variables.ToFrozenDictionary(v => v.Name, StringComparer.Ordinal);
        VariableById = variables.ToFrozenDictionary(v => v.Id, StringComparer.Ordinal);
        NodeById = nodes.ToFrozenDictionary(n => n.Activity.Id, StringComparer.Ordinal);
        OutputNames = definition.Outputs.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The document it was compiled from.</summary>
    public WorkflowDefinition Definition { get; }

    /// <summary>The definition's stable id.</summary>
    public string DefinitionId => Definition.DefinitionId;

    /// <summary>The definition's version.</summary>
    public int Version => Definition.Version;

    /// <summary>The package it belongs to; empty for a draft that is only tried out.</summary>
    public string PackageHash { get; internal init; } = "";

    /// <summary>The packages its children are pinned to, by definition id.</summary>
    public IReadOnlyDictionary<string, string> Children { get; internal init; } =
        FrozenDictionary<string, string>.Empty;

    /// <summary>The hash of what its package does; empty for a draft that is only tried out.</summary>
    public string BehaviourHash { get; internal init; } = "";

    /// <summary>The task forms of the package, by key and version.</summary>
    public IReadOnlyDictionary<string, System.Text.Json.JsonElement> Forms { get; internal init; } =
        FrozenDictionary<string, System.Text.Json.JsonElement>.Empty;

    /// <summary>The newest version of each task form the package holds, by the form's key: what a new task shows.</summary>
    public IReadOnlyDictionary<string, int> FormVersions { get; internal init; } = FrozenDictionary<string, int>.Empty;

    /// <summary>The tables of the package, by name: what scripts read with <c>getTable</c>.</summary>
    internal IReadOnlyDictionary<string, System.Text.Json.JsonElement> Tables { get; init; } =
        FrozenDictionary<string, System.Text.Json.JsonElement>.Empty;

    /// <summary>The root activity.</summary>
    public IActivity Root => Nodes[0].Activity;

    /// <summary>Every activity, parents before children.</summary>
    public IEnumerable<IActivity> Activities => Nodes.Select(n => (IActivity)n.Activity);

    /// <summary>The outcomes an activity can complete with: those it declares, or those drawn when an expression names them.</summary>
    /// <param name="activityId">The activity.</param>
    /// <returns>None when there is no such activity.</returns>
    public IReadOnlyList<string> OutcomesOf(string activityId) => NodeById.TryGetValue(activityId, out var node)
        ? ActivityPorts.Of(node) ?? [.. node.Parent?.Plan?.Outbound[node.FlowIndex].Select(a => a.Port).Distinct(StringComparer.Ordinal) ?? []]
        : [];

    internal ActivityNode[] Nodes { get; }

    internal Variable[] VariableList { get; }

    internal object?[] VariableDefaults { get; }

    internal FrozenDictionary<string, Variable> VariableByName { get; }

    internal FrozenDictionary<string, Variable> VariableById { get; }

    internal FrozenDictionary<string, ActivityNode> NodeById { get; }

    internal FrozenSet<string> OutputNames { get; }

    /// <summary>Whether a script reads outputs of other activities: only then are they kept in the state.</summary>
    internal bool KeepsOutputs { get; init; }

    /// <summary>Which outputs decide something inside.</summary>
    internal Running.OutputUse OutputUse => _outputUse ??= Running.OutputUse.Of(this); // made twice by a race, it is the same

    /// <summary>Finds an activity.</summary>
    /// <param name="activityId">Its id.</param>
    public IActivity? Find(string activityId) => NodeById.GetValueOrDefault(activityId)?.Activity;

    /// <summary>Where an activity stands in the JSON, such as <c>$.root.activities[3]</c>.</summary>
    /// <param name="activityId">Its id.</param>
    public string? PathOf(string activityId) => NodeById.GetValueOrDefault(activityId)?.Path;

    internal ActivityNode NodeOf(IActivity activity) =>
        activity is Activity { Node: { } node } && (uint)node.Index < (uint)Nodes.Length && Nodes[node.Index] == node
            ? node
            : throw new WorkflowUsageException($"Activity '{activity.Id}' is not part of {DefinitionId}.");

    internal ActivityNode NodeFor(string activityId) =>
        NodeById.GetValueOrDefault(activityId)
            ?? throw new StateFormatException($"Activity '{activityId}' is not part of {DefinitionId} version {Version}.");
}
