using System.Text.Json;
using Becs.Workflows.Definitions;
using Becs.Workflows.Errors;
using Becs.Workflows.Expressions;
using Becs.Workflows.Memory;
using Becs.Workflows.Running;

namespace Becs.Workflows;

/// <summary>One instance during one burst. Nothing of it outlives the burst but what the result carries.</summary>
public sealed class WorkflowExecutionContext
{
    internal WorkflowExecutionContext(WorkflowGraph graph, BurstEnvironment environment, string id)
    {
        Graph = graph;
        Environment = environment;
        Id = id;
        VariableValues = new object?[graph.VariableList.Length];
    }

    /// <summary>The id of the instance.</summary>
    public string Id { get; }

    /// <summary>The name of the instance, for lists.</summary>
    public string? Name { get; set; }

    /// <summary>What the instance is about; events are matched on it.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>The definition that runs.</summary>
    public string DefinitionId => Graph.DefinitionId;

    /// <summary>Its version.</summary>
    public int Version => Graph.Version;

    /// <summary>The package that runs: what was signed.</summary>
    public string PackageHash => Graph.PackageHash;

    /// <summary>The compiled definition.</summary>
    public WorkflowGraph Graph { get; }

    /// <summary>What the burst may know of the world.</summary>
    public BurstEnvironment Environment { get; }

    /// <summary>Whether the instance can still move.</summary>
    public WorkflowStatus Status { get; internal set; }

    /// <summary>How it stands.</summary>
    public WorkflowSubStatus SubStatus { get; internal set; }

    /// <summary>The inputs it was started with.</summary>
    public IReadOnlyDictionary<string, JsonElement> Input { get; internal set; } = EmptyInput;

    /// <summary>The outputs set so far: plain JSON values by name.</summary>
    public IDictionary<string, object?> Output { get; internal set; } = new Dictionary<string, object?>();

    /// <summary>Values kept with the instance: plain JSON values by name. No personal data.</summary>
    public IDictionary<string, object?> Properties { get; internal set; } = new Dictionary<string, object?>();

    /// <summary>The declared variables.</summary>
    public IReadOnlyList<Variable> Variables => Graph.VariableList;

    /// <summary>Who started it, for a child.</summary>
    public ParentReference? Parent { get; internal set; }

    internal static IReadOnlyDictionary<string, JsonElement> EmptyInput { get; } =
        new Dictionary<string, JsonElement>();

    internal object?[] VariableValues { get; }

    /// <summary>Variables a script made by name.</summary>
    internal Dictionary<string, object?>? UndeclaredVariables { get; set; }

    /// <summary>Outputs by activity id and name, for getOutputFrom.</summary>
    internal Dictionary<string, Dictionary<string, object?>>? ActivityOutputs { get; set; }

    internal object? LastResult { get; set; }

    internal string? TriggerActivityId { get; set; }

    internal JsonElement? TriggerPayload { get; set; }

    internal Burst Burst { get; set; } = null!;

    /// <summary>Ends the instance as drawn; everything it still waits for is withdrawn.</summary>
    /// <param name="outcomes">The outcomes a waiting parent gets; <c>Done</c> if none.</param>
    public ValueTask FinishAsync(params string[] outcomes) =>
        Burst.FinishAsync(WorkflowSubStatus.Finished, outcomes, Burst.Current);

    /// <summary>Ends the instance as faulted, with an incident that is stored with the commit.</summary>
    /// <param name="context">The activity that says so.</param>
    /// <param name="faultType">What kind of fault it is.</param>
    /// <param name="message">What is wrong. No personal data.</param>
    /// <param name="code">A stable code.</param>
    public ValueTask FaultAsync(ActivityExecutionContext context, string faultType, string message, string? code = null)
    {
        Burst.Incidents.Add(new Incident(
            faultType, message, context.Activity.Id, context.Id, context.Activity.Type, context.Node.Path, code));
        return Burst.FinishAsync(WorkflowSubStatus.Faulted, ["Faulted"], context);
    }

    /// <summary>Sends a signal to another instance: a stimulus row of the same commit.</summary>
    /// <param name="stimulus">The signal.</param>
    public void Send(OutgoingStimulus stimulus) => Burst.Outgoing.Add(stimulus);

    /// <summary>The value of a variable by name; null if it has none.</summary>
    /// <param name="name">The name.</param>
    public object? GetVariable(string name)
    {
        if (Graph.VariableByName.TryGetValue(name, out var variable))
        {
            return VariableValues[variable.Index];
        }

        return UndeclaredVariables is not null && UndeclaredVariables.TryGetValue(name, out var value) ? value : null;
    }

    /// <summary>Sets a variable by name; an undeclared one is made.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value; kept as a plain JSON value.</param>
    public void SetVariable(string name, object? value)
    {
        if (Graph.VariableByName.TryGetValue(name, out var variable))
        {
            VariableValues[variable.Index] = PlainValue.Of(value);
            return;
        }

        (UndeclaredVariables ??= new Dictionary<string, object?>(StringComparer.Ordinal))[name] = PlainValue.Of(value);
    }

    /// <summary>Whether any execution has variables of its own.</summary>
    internal bool HasLocals { get; set; }

    internal Variable DeclaredOf(Variable variable)
    {
        if (variable.Index >= 0)
        {
            return variable;
        }

        return Graph.VariableById.TryGetValue(variable.Id, out var declared) ||
            Graph.VariableByName.TryGetValue(variable.Name, out declared)
                ? declared
                : throw new WorkflowUsageException($"Variable '{variable.Id}' is not declared in {DefinitionId}.");
    }
}
