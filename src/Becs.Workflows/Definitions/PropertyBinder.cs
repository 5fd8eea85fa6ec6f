using System.Text.Json;
using Becs.Expressions.Models;
using Becs.Workflows.Errors;
using Becs.Workflows.Expressions;
using Becs.Workflows.Memory;
using Becs.Workflows.Models;

namespace Becs.Workflows.Definitions;

/// <summary>Sets an activity's inputs and outputs from its JSON; what is missing gets its default.</summary>
internal static class PropertyBinder
{
    public static (Input[] Inputs, Output[] Outputs) Bind(ActivityNode node, JsonElement json)
    {
        var inputs = new List<Input>();
        foreach (var descriptor in node.Descriptor.Inputs)
        {
            var property = node.Descriptor.Properties[descriptor.PropertyName];
            var jsonName = Json.Camel(descriptor.Name);
            var path = $"{node.Path}.{jsonName}";
            var given = json.TryGetProperty(jsonName, out var value) && value.ValueKind != JsonValueKind.Null;
            if (!descriptor.IsWrapped)
            {
                if (given)
                {
                    property.SetValue(node.Activity, ReadPlain(value, property.PropertyType));
                }

                continue;
            }

            var input = given ? FromJson(property.PropertyType, value, path) : null;
            input ??= (Input?)property.GetValue(node.Activity) ?? Default(property.PropertyType, descriptor, path);
            input.Name = descriptor.Name;
            input.Path = path;
            input.Slot = inputs.Count;
            inputs.Add(input);
            property.SetValue(node.Activity, input);
        }

        var outputs = new List<Output>();
        foreach (var descriptor in node.Descriptor.Outputs)
        {
            var property = node.Descriptor.Properties[descriptor.PropertyName];
            var output = (Output?)property.GetValue(node.Activity)
                ?? (Output)Activator.CreateInstance(property.PropertyType)!;
            output.Name = descriptor.Name;
            if (Json.Object(json, Json.Camel(descriptor.Name)) is { } value
                && Json.Object(value, "memoryReference") is { } reference && Json.Text(reference, "id") is { Length: > 0 } id)
            {
                output.Target = new MemoryBlockReference(id);
            }

            outputs.Add(output);
            property.SetValue(node.Activity, output);
        }

        return ([.. inputs], [.. outputs]);
    }

    /// <summary>The inputs and outputs of an activity made in C#.</summary>
    public static (Input[] Inputs, Output[] Outputs) Collect(ActivityNode node)
    {
        using var nothing = JsonDocument.Parse("{}");
        return Bind(node, nothing.RootElement);
    }

    private static object? ReadPlain(JsonElement value, Type type) =>
        type == typeof(Variable)
            ? new Variable(Json.Text(value, "name") ?? "", null, Json.Text(value, "id"))
            : value.Deserialize(type, PlainValue.JsonOptions);

    private static Input? FromJson(Type type, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return Create(type, new Expression("Literal", value), path);
        }

        if (Json.Object(value, "expression") is not { } expression)
        {
            return Json.Object(value, "memoryReference") is { } reference && Json.Text(reference, "id") is { Length: > 0 } id
                ? Create(type, new Expression("Variable", id), path)
                : null;
        }

        var expressionType = Json.Text(expression, "type") ?? "Literal";
        return expression.TryGetProperty("value", out var text) && text.ValueKind != JsonValueKind.Null
            ? Create(type, new Expression(expressionType, text), path)
            : expressionType is "Literal" or "Object" ? null : Create(type, new Expression(expressionType, null), path);
    }

    private static Input Create(Type type, Expression expression, string path)
    {
        var input = (Input)Activator.CreateInstance(type, expression)!;
        input.Path = path;
        return input;
    }

    private static Input Default(Type type, InputDescriptor descriptor, string path) =>
        Create(type, new Expression("Literal", descriptor.DefaultValue), path);
}
