using System.Collections.Frozen;
using System.Text.Json;
using Becs.Expressions.Models;
using Becs.Workflows.Activities;
using Becs.Workflows.Activities.Flowchart.Activities;
using Becs.Workflows.Errors;
using Becs.Workflows.Memory;
using Becs.Workflows.Models;

namespace Becs.Workflows.Definitions;

/// <content>The activities inside an activity, and what is bound to each.</content>
public sealed partial class GraphCompiler
{
    private void BindProperties(ActivityNode node, JsonElement json)
    {
        try
        {
            (node.Inputs, node.Outputs) = PropertyBinder.Bind(node, json);
        }
        catch (Exception e) when (e is ExpressionException or JsonException or InvalidOperationException)
        {
            Refuse("property.invalid", (e as ExpressionException)?.Path ?? node.Path,
                (e as ExpressionException)?.Reason ?? e.Message, node.Activity.Id);
        }
    }

    private void BuildChildren(ActivityNode node, JsonElement json, int depth)
    {
        if (json.TryGetProperty("variables", out _) && node.Descriptor.IsContainer)
        {
            var variables = WorkflowDefinition.ReadVariables(json, node.Path);
            AddVariables(variables, node.Path);
            if (node.Activity is Container { } scope)
            {
                scope.Variables = [.. variables];
                foreach (var variable in variables)
                {
                    variable.IsScoped = node.Parent is not null;
                }
            }
        }

        if (node.Activity is IContainerActivity container)
        {
            var index = 0;
            foreach (var child in Json.Items(json, container.JsonName))
            {
                if (Build(child, node, $"{node.Path}.{container.JsonName}[{index++}]", depth + 1) is { } built)
                {
                    built.FlowIndex = container.Activities.Count;
                    container.Activities.Add(built.Activity);
                }
            }
        }

        if (node.Activity is ICaseActivity cases)
        {
            var items = Json.Items(json, cases.JsonName).ToArray();
            for (var i = 0; i < items.Length && i < cases.Count; i++)
            {
                if (Json.Object(items[i], "activity") is { } child)
                {
                    cases[i] = Build(child, node, $"{node.Path}.{cases.JsonName}[{i}].activity", depth + 1)?.Activity;
                }
            }
        }

        foreach (var port in node.Descriptor.Ports)
        {
            if (port.IsEmbedded && Json.Object(json, Json.Camel(port.PropertyName!)) is { } embedded
                && Build(embedded, node, $"{node.Path}.{Json.Camel(port.PropertyName!)}", depth + 1) is { } child)
            {
                node.Descriptor.Properties[port.PropertyName!].SetValue(node.Activity, child.Activity);
            }
        }

        if (node.Activity is Flowchart flowchart)
        {
            ShapeCheck.CheckConnections(json, node.Path, flowchart.Id, _problems);
            flowchart.ReadConnections(json);
        }
    }

    private static Dictionary<string, JsonElement> Members(JsonElement json, string property) =>
        Json.Object(json, property) is { } members
            ? members.EnumerateObject().DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal)
            : [];
}
