using System.Collections.Frozen;
using System.Text.Json;
using Becs.Expressions.Models;
using Becs.Workflows.Activities;
using Becs.Workflows.Activities.Flowchart.Activities;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Errors;
using Becs.Workflows.Expressions;
using Becs.Workflows.Memory;
using Becs.Workflows.Models;

namespace Becs.Workflows.Definitions;

/// <summary>Makes a graph of a definition. All reflection happens here, once per package.</summary>
public sealed partial class GraphCompiler
{
    private const int NodeLimit = 2000;
    private const int DepthLimit = 32;

    private readonly ActivityRegistry _registry;
    private readonly WorkflowDefinition _definition;
    private readonly List<ActivityNode> _nodes = [];
    private readonly List<Variable> _variables = [];
    private readonly List<DefinitionProblem> _problems = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private WorkflowPackage? _package;

    private GraphCompiler(WorkflowDefinition definition, ActivityRegistry registry)
    {
        _definition = definition;
        _registry = registry;
    }

    /// <summary>Compiles a definition.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="registry">The activity types it may use.</param>
    /// <param name="packageHash">The package it belongs to.</param>
    /// <param name="children">The packages its children are pinned to, by definition id.</param>
    /// <exception cref="DefinitionException">It cannot run; every problem is listed.</exception>
    public static WorkflowGraph Compile(
        WorkflowDefinition definition,
        ActivityRegistry registry,
        string packageHash = "",
        IReadOnlyDictionary<string, string>? children = null)
    {
        var (graph, problems) = TryCompile(definition, registry, packageHash, children);
        return graph ?? throw new DefinitionException(problems);
    }

    /// <summary>Compiles the definition of a package, with what else it holds.</summary>
    internal static WorkflowGraph Compile(WorkflowPackage package, ActivityRegistry registry)
    {
        var compiler = new GraphCompiler(package.Definition, registry) { _package = package };
        var graph = compiler.Run(package.PackageHash, package.Children);
        return compiler._problems.Count == 0 ? graph! : throw new DefinitionException(compiler._problems);
    }

    internal static (WorkflowGraph? Graph, IReadOnlyList<DefinitionProblem> Problems) TryCompile(
        WorkflowDefinition definition,
        ActivityRegistry registry,
        string packageHash = "",
        IReadOnlyDictionary<string, string>? children = null)
    {
        var compiler = new GraphCompiler(definition, registry);
        var graph = compiler.Run(packageHash, children);
        return compiler._problems.Count == 0 ? (graph, []) : (null, compiler._problems);
    }

    private WorkflowGraph? Run(string packageHash, IReadOnlyDictionary<string, string>? children)
    {
        TypeNameCheck.Check(_definition.Document, "$", _problems);
        ShapeCheck.CheckDefinition(_definition.Document, _problems);
        AddVariables(_definition.Variables, "$");
        Build(_definition.Root, null, "$.root", 0);
        if (_problems.Count > 0)
        {
            return null;
        }

        var variables = _variables.ToArray();
        var defaults = new object?[variables.Length];
        for (var i = 0; i < variables.Length; i++)
        {
            variables[i].Index = i;
            defaults[i] = VariableDefault(variables[i]);
        }

        var expressions = new ExpressionCompiler(_definition, variables, _nodes);
        foreach (var node in _nodes)
        {
            CompileNode(node, expressions);
        }

        foreach (var node in _nodes)
        {
            if (node.Activity is Flowchart flowchart)
            {
                node.Plan = FlowchartPlan.Create(flowchart, node, _problems); // reads the compiled modes of its joins
            }
        }

        return _problems.Count > 0
            ? null
            : new WorkflowGraph(_definition, [.. _nodes], variables, defaults)
            {
                PackageHash = packageHash,
                Children = children?.ToFrozenDictionary() ?? FrozenDictionary<string, string>.Empty,
                KeepsOutputs = expressions.ReadsOutputs,
                BehaviourHash = _package?.BehaviourHash ?? "",
                Forms = _package?.Forms ?? FrozenDictionary<string, JsonElement>.Empty,
                FormVersions = FormKeys.Newest(_package?.Forms.Keys ?? []),
                Tables = _package?.Tables ?? FrozenDictionary<string, JsonElement>.Empty,
            };
    }

    private void CompileNode(ActivityNode node, ExpressionCompiler expressions)
    {
        Guard(node.Path, node.Activity.Id, () =>
        {
            foreach (var input in node.Inputs)
            {
                Guard(input.Path, node.Activity.Id, () => input.Compile(expressions));
            }

            if (node.Activity is ICompiledActivity compiled)
            {
                compiled.Compile(expressions, node.Path);
            }

            node.EagerInputs = node.Inputs
                .Where(i => !i.IsConstant && node.Descriptor.Inputs.First(d => d.Name == i.Name).AutoEvaluate)
                .ToArray();
        });
    }

    private void Guard(string path, string activityId, Action action)
    {
        try
        {
            action();
        }
        catch (ExpressionException e)
        {
            Refuse("expression.invalid", e.Path ?? path, e.Reason, activityId);
        }
        catch (NotSupportedException e)
        {
            Refuse("expression.invalid", path, e.Message, activityId); // a number no double holds
        }
    }

    private object? VariableDefault(Variable variable)
    {
        try
        {
            var value = variable.Value;
            var type = variable.IsArray || variable.TypeName.EndsWith("[]", StringComparison.Ordinal)
                ? typeof(JsonElement)
                : TypeAlias.Find(variable.TypeName) ?? typeof(object);
            if (value is JsonElement { ValueKind: JsonValueKind.String } text && type != typeof(string))
            {
                var raw = text.GetString()!;
                return raw.Length == 0 ? null
                    : type == typeof(JsonElement) || type == typeof(IDictionary<string, object>)
                        ? PlainValue.Of(JsonSerializer.Deserialize<JsonElement>(raw))
                        : PlainValue.Of(ValueConversion.To(raw, type == typeof(object) ? typeof(string) : type, variable.Name));
            }

            return PlainValue.Of(value);
        }
        catch (Exception e) when (e is ExpressionException or JsonException or NotSupportedException)
        {
            Refuse("variable.value", "$.variables", $"variable '{variable.Name}': {e.Message}");
            return null;
        }
    }

    private void AddVariables(IReadOnlyList<Variable> variables, string path)
    {
        foreach (var variable in variables)
        {
            if (_variables.Exists(v => v.Name == variable.Name || v.Id == variable.Id))
            {
                Refuse("variable.duplicate", $"{path}.variables", $"variable '{variable.Name}' is declared twice.");
                continue;
            }

            _variables.Add(variable);
        }
    }

    private ActivityNode? Build(JsonElement json, ActivityNode? parent, string path, int depth)
    {
        var type = Json.Text(json, "type");
        var id = Json.Text(json, "id");
        if (type is null || string.IsNullOrEmpty(id))
        {
            Refuse("activity.incomplete", path, "an activity needs a type and an id.", id);
            return null;
        }

        if (_nodes.Count >= NodeLimit || depth > DepthLimit)
        {
            Refuse("definition.tooLarge", path, $"more than {NodeLimit} activities or {DepthLimit} levels.", id);
            return null;
        }

        if (!_ids.Add(id))
        {
            Refuse("activity.duplicateId", path, $"the id '{id}' is used twice.", id);
            return null;
        }

        var version = Json.Number(json, "version") ?? 1;
        if (!_registry.TryFind(type, version, out var descriptor))
        {
            Refuse("activity.unknown", path, $"activity type '{type}' version {version} is not known.", id);
            return null;
        }

        var activity = descriptor.Factory();
        ShapeCheck.CheckActivity(json, path, (activity as IContainerActivity)?.JsonName, _problems);
        activity.Id = id;
        activity.NodeId = parent is null ? $"Workflow1:{id}" : $"{parent.Activity.NodeId}:{id}";
        activity.Name = Json.Text(json, "name");
        activity.Type = descriptor.TypeName;
        activity.Version = descriptor.Version;
        activity.CustomProperties = Members(json, "customProperties");
        activity.Metadata = Members(json, "metadata");
        var node = new ActivityNode(_nodes.Count, activity, descriptor, parent, path);
        activity.Node = node;
        _nodes.Add(node);
        parent?.Children.Add(node);
        BindProperties(node, json);
        BuildChildren(node, json, depth);
        BuildComposite(node, depth);
        return node;
    }

    private void Refuse(string code, string path, string message, string? activityId = null) =>
        _problems.Add(new DefinitionProblem(code, path, message, activityId));
}
