using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Workflows.Errors;
using Becs.Workflows.Runtime.Activities;

namespace Becs.Workflows.Definitions.Packages;

/// <summary>Makes a package of a definition, its forms and tables.</summary>
/// <param name="registry">The activities to pin.</param>
public sealed class PackageBuilder(ActivityRegistry registry)
{
    /// <summary>What Studio or a server rewrites on each save: no part of what is signed.</summary>
    private static readonly string[] Envelope =
    [
        "$schema", "id", "links", "createdAt", "toolVersion", "isLatest", "isPublished", "isReadonly", "isSystem",
        "tenantId", "materializerName", "isMaterializerAvailable",
    ];

    /// <summary>Builds a package.</summary>
    /// <param name="definitionJson">The Elsa 3 definition, UTF-8.</param>
    /// <param name="forms">The task forms by key.</param>
    /// <param name="tables">The workflow tables by name.</param>
    /// <param name="children">Package hashes of child workflows by definition id.</param>
    /// <exception cref="DefinitionException">The definition is refused; every problem is listed.</exception>
    /// <exception cref="CanonicalJsonException">Something in it has no canonical form.</exception>
    public WorkflowPackage Build(
        ReadOnlyMemory<byte> definitionJson,
        IReadOnlyDictionary<string, JsonElement>? forms = null,
        IReadOnlyDictionary<string, JsonElement>? tables = null,
        IReadOnlyDictionary<string, string>? children = null)
    {
        var canonical = CanonicalJson.Canonicalize(definitionJson);
        var definition = WorkflowDefinition.Parse(canonical);
        var graph = GraphCompiler.Compile(definition, registry);
        if (FlowchartChecks.Check(graph) is { Count: > 0 } problems)
        {
            throw new DefinitionException(problems);
        }

        RequirePinnedChildren(graph, children);
        TablesRead.Require(definition.Document, tables);

        var document = JsonNode.Parse(canonical)!.AsObject();
        foreach (var name in Envelope)
        {
            document.Remove(name);
        }

        document["definitionId"] = definition.DefinitionId;
        document["version"] = definition.Version;
        var package = new JsonObject
        {
            ["format"] = WorkflowPackage.CurrentFormat,
            ["definition"] = document,
            ["forms"] = Members(forms),
            ["tables"] = Members(tables),
            ["activities"] = Pins(graph),
            ["children"] = new JsonObject(
                (children ?? new Dictionary<string, string>()).Select(c => KeyValuePair.Create(c.Key, (JsonNode?)c.Value))),
        };
        return WorkflowPackage.Open(CanonicalJson.Canonicalize(JsonSerializer.SerializeToElement(package)));
    }

    /// <summary>A child named in the definition must be pinned, or its start would be an incident.</summary>
    private static void RequirePinnedChildren(WorkflowGraph graph, IReadOnlyDictionary<string, string>? children)
    {
        var unpinned = new List<DefinitionProblem>();
        foreach (var node in graph.Nodes)
        {
            var input = node.Activity switch
            {
                DispatchWorkflow dispatch => dispatch.WorkflowDefinitionId,
                ExecuteWorkflow execute => execute.WorkflowDefinitionId,
                BulkDispatchWorkflows bulk => bulk.WorkflowDefinitionId,
                _ => null,
            };
            if (input is { IsConstant: true } && input.Constant() is { } id && children?.ContainsKey(id) != true)
            {
                unpinned.Add(new DefinitionProblem("child.unpinned", input.Path,
                    $"the package pins no package of child workflow '{id}'.", node.Activity.Id));
            }
        }

        if (unpinned.Count > 0)
        {
            throw new DefinitionException(unpinned);
        }
    }

    private static JsonObject Members(IReadOnlyDictionary<string, JsonElement>? members)
    {
        var result = new JsonObject();
        foreach (var (name, value) in members ?? new Dictionary<string, JsonElement>())
        {
            result[name] = JsonNode.Parse(value.GetRawText());
        }

        return result;
    }

    private static JsonArray Pins(WorkflowGraph graph)
    {
        var used = graph.Nodes
            .Select(n => n.Descriptor)
            .DistinctBy(d => (d.TypeName, d.Version))
            .OrderBy(d => d.TypeName, StringComparer.Ordinal)
            .ThenBy(d => d.Version);
        return new JsonArray(used.Select(d => (JsonNode)new JsonObject
        {
            ["type"] = d.TypeName,
            ["version"] = d.Version,
            ["descriptorHash"] = d.Hash,
        }).ToArray());
    }
}
