using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Models;
using Becs.Workflows.Runtime.Activities;

namespace Becs.Workflows.Proving;

/// <summary>The child workflows a workflow can start, as far as they are known.</summary>
internal sealed class ChildGraphs
{
    private readonly Dictionary<ActivityNode, List<string>> _started = [];
    private readonly Dictionary<string, WorkflowGraph> _graphs;

    public ChildGraphs(WorkflowGraph graph, ActivityRegistry registry, IReadOnlyList<WorkflowPackage> packages)
    {
        var known = packages.ToDictionary(p => p.PackageHash, StringComparer.Ordinal);
        _graphs = graph.Children.Where(c => known.ContainsKey(c.Value))
            .ToDictionary(c => c.Key, c => known[c.Value].Compile(registry), StringComparer.Ordinal);
        Packages = _graphs.ToDictionary(g => g.Key, g => known[graph.Children[g.Key]], StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
        {
            if (DefinitionOf(node) is { } input)
            {
                _started[node] = input is { IsConstant: true, ConstantValue: string id } ? [id] : [.. graph.Children.Keys];
            }
        }
    }

    public IReadOnlyDictionary<string, WorkflowPackage> Packages { get; }

    /// <summary>The steps that start a child nobody knows, and its name.</summary>
    public IEnumerable<(ActivityNode Node, string Child)> Unknown =>
        _started.SelectMany(s => s.Value.Where(c => !_graphs.ContainsKey(c)).Select(c => (s.Key, c)));

    /// <summary>Whether a child behind a step, or a child of it, has a step of one of some types.</summary>
    public bool MayDo(ActivityNode node, IReadOnlyCollection<string> types) => _started.TryGetValue(node, out var children)
        && children.Exists(c => !_graphs.TryGetValue(c, out var graph) || graph.Children.Count > 0
            || Array.Exists(graph.Nodes, n => types.Contains(n.Activity.Type)));

    public IEnumerable<ActivityNode> Starters => _started.Keys;

    private static Input? DefinitionOf(ActivityNode node) => node.Activity switch
    {
        DispatchWorkflow dispatch => dispatch.WorkflowDefinitionId,
        ExecuteWorkflow execute => execute.WorkflowDefinitionId,
        BulkDispatchWorkflows bulk => bulk.WorkflowDefinitionId,
        _ => null,
    };
}
