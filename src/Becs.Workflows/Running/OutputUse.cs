using System.Text.Json;
using Becs.Expressions.Models;
using Becs.Workflows.Activities;
using Becs.Workflows.Activities.Flowchart.Activities;
using Becs.Workflows.Definitions;
using Becs.Workflows.Memory;
using Becs.Workflows.Models;
using Becs.Workflows.Replaying;
using Becs.Workflows.Runtime.Activities;

namespace Becs.Workflows.Running;

/// <summary>
/// Which outputs of steps that reach outside decide something inside a workflow: an expression of a step that steers reads the variable they go
/// to, or asks for outputs by name. A name anywhere in the text of an expression counts, so more may be taken for read than is.
/// </summary>
internal sealed class OutputUse
{
    private readonly Dictionary<ActivityNode, string[]> _texts = [];
    private readonly WorkflowGraph _graph;

    private OutputUse(WorkflowGraph graph)
    {
        _graph = graph;
        foreach (var node in graph.Nodes)
        {
            var texts = Texts(node).Where(t => t.Length > 0).ToArray();
            if (texts.Length > 0)
            {
                _texts[node] = texts;
            }
        }

        Decisive = graph.Nodes.Where(StepMeaning.IsOutside).SelectMany(n => n.Outputs.Where(IsDecisive)).ToHashSet();
    }

    /// <summary>Outputs that something inside reads.</summary>
    public IReadOnlySet<Output> Decisive { get; }

    public static OutputUse Of(WorkflowGraph graph) => new(graph);

    /// <summary>Whether a step reads a variable in an expression of its own.</summary>
    public bool Reads(ActivityNode node, Variable variable) => _texts.TryGetValue(node, out var texts) && Array.Exists(texts, t => Reads(t, variable));

    /// <summary>Whether the text of an expression reads a variable.</summary>
    public static bool Reads(string text, Variable variable) =>
        text.Contains(variable.Name, StringComparison.OrdinalIgnoreCase) || text.Contains(variable.Id, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a step asks for outputs by name.</summary>
    public bool ReadsOutputs(ActivityNode node) => _texts.TryGetValue(node, out var texts) && Array.Exists(texts, ReadsOutputs);

    /// <summary>Whether the text of an expression asks for outputs by name.</summary>
    public static bool ReadsOutputs(string text) =>
        text.Contains("OutputFrom", StringComparison.Ordinal) || text.Contains("LastResult", StringComparison.OrdinalIgnoreCase);

    /// <summary>The variable an output goes to; null for none.</summary>
    public Variable? TargetOf(Output output) => output.Target is not { } target ? null
        : _graph.VariableById.TryGetValue(target.Id, out var variable) || _graph.VariableByName.TryGetValue(target.Id, out variable) ? variable : null;

    private bool IsDecisive(Output output) => _texts.Keys.Where(n => !StepMeaning.IsOutside(n))
        .Any(n => ReadsOutputs(n) || (TargetOf(output) is { } variable && Reads(n, variable)));

    private static IEnumerable<string> Texts(ActivityNode node)
    {
        var conditions = node.Activity switch
        {
            FlowSwitch flow => flow.Cases.Select(c => c.Condition),
            Switch @switch => @switch.Cases.Select(c => c.Condition),
            _ => [],
        };
        return node.Inputs.Select(i => i.Expression).Concat(conditions).OfType<Expression>().Where(e => e.Type != "Literal").Select(TextOf);
    }

    /// <summary>The text of an expression.</summary>
    public static string TextOf(Expression expression) => expression.Value switch
    {
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString()!,
        JsonElement element => element.GetRawText(),
        MemoryBlockReference reference => reference.Id,
        var value => value?.ToString() ?? "",
    };
}
