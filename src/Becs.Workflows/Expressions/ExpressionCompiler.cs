using System.Text.Json;
using Becs.Expressions.Models;
using Becs.Workflows.Definitions;
using Becs.Workflows.Errors;
using Becs.Workflows.Memory;

namespace Becs.Workflows.Expressions;

/// <summary>Makes expressions ready. One per compilation of a graph.</summary>
internal sealed class ExpressionCompiler(
    WorkflowDefinition definition, IReadOnlyList<Variable> variables, IReadOnlyList<ActivityNode> nodes)
{
    /// <summary>How each type a definition may name is made ready; in the order an editor offers them.</summary>
    private static readonly OrderedDictionary<string, Func<ExpressionCompiler, object?, Type, string, CompiledExpression>> Makers =
        new(StringComparer.Ordinal)
        {
            ["Literal"] = (_, value, type, path) => new ConstantExpression(ValueConversion.To(Text(value), type, path)),
            ["Object"] = (_, value, type, path) => new ConstantExpression(ObjectOf(value, type, path)),
            ["Variable"] = (compiler, value, _, path) => new VariableExpression(compiler.FindVariable(value, path)),
            ["Input"] = (compiler, value, _, path) => new InputExpression(compiler.FindInput(value, path)),
            ["Output"] = (compiler, value, _, path) => compiler.FindOutput(value, path),
            ["JavaScript"] = (compiler, value, _, path) => JavaScriptExpression.Compile(Text(value) as string ?? "", compiler, path),
            ["Liquid"] = (_, value, _, path) => LiquidExpression.Compile(Text(value) as string ?? "", path),
        };

    /// <summary>The expression types definitions may use.</summary>
    public static IReadOnlyList<string> Types { get; } = [.. Makers.Keys];

    public WorkflowDefinition Definition { get; } = definition;

    public IReadOnlyList<Variable> Variables { get; } = variables;

    /// <summary>Set when a script asks for the outputs of other activities.</summary>
    public bool ReadsOutputs { get; set; }

    public CompiledExpression Compile(Expression expression, Type type, string path) =>
        Makers.TryGetValue(expression.Type, out var make) ? make(this, expression.Value, type, path)
        : expression.Type == "Delegate" ? new DelegateExpression((Delegate)expression.Value!)
        : throw new ExpressionException($"expression type '{expression.Type}' is not accepted.", path);

    private static object? Text(object? value) => value is JsonElement e ? PlainValue.OfElement(e) : value;

    private static object? ObjectOf(object? value, Type type, string path)
    {
        try
        {
            var plain = Text(value);
            if (plain is string text && type != typeof(string))
            {
                if (string.IsNullOrWhiteSpace(text))
                {
                    return null;
                }

                plain = PlainValue.OfElement(JsonSerializer.Deserialize<JsonElement>(text));
            }

            return ValueConversion.To(plain, type, path);
        }
        catch (JsonException e)
        {
            throw new ExpressionException("the value is not JSON.", path, e);
        }
    }

    private Variable FindVariable(object? value, string path)
    {
        var (id, name) = Reference(value, path);
        return Variables.FirstOrDefault(v => v.Id == id) ?? Variables.FirstOrDefault(v => v.Name == name || v.Name == id)
            ?? throw new ExpressionException($"variable '{name ?? id}' is not declared.", path);
    }

    private string FindInput(object? value, string path)
    {
        var (id, name) = Reference(value, path);
        name ??= id ?? "";
        return Definition.Inputs.Contains(name)
            ? name
            : throw new ExpressionException($"workflow input '{name}' is not declared.", path);
    }

    /// <summary>An output is named by its activity (id or name) and its own name, <c>Result</c> by default.</summary>
    private OutputExpression FindOutput(object? value, string path)
    {
        var reference = Text(value);
        if (reference is string text && text.TrimStart().StartsWith('{'))
        {
            reference = ParsedReference(text, path);
        }

        var (wanted, name) = reference is JsonElement e
            ? (Json.Text(e, "activityId") ?? Json.Text(e, "activity"), Json.Text(e, "outputName") ?? Json.Text(e, "name"))
            : reference is string both && both.Split('.', 2) is [var first, ..] parts
                ? (first, parts.ElementAtOrDefault(1))
                : (null, null);
        var node = nodes.FirstOrDefault(n => n.Activity.Id == wanted) ?? nodes.FirstOrDefault(n => n.Activity.Name == wanted)
            ?? throw new ExpressionException($"activity '{wanted}' does not exist.", path);
        name ??= "Result";
        var output = Array.Find(node.Outputs, o => string.Equals(o.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ExpressionException($"activity '{wanted}' has no output '{name}'.", path);
        ReadsOutputs = true;
        return new OutputExpression(node.Activity.Id, output.Name);
    }

    private static JsonElement ParsedReference(string text, string path)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException e)
        {
            throw new ExpressionException("the reference is not JSON.", path, e);
        }
    }

    /// <summary>Studio stores the referenced thing as JSON text; a plain name or id is taken too.</summary>
    private static (string? Id, string? Name) Reference(object? value, string path)
    {
        if (value is Variable variable)
        {
            return (variable.Id, variable.Name);
        }

        var plain = Text(value);
        if (plain is string text)
        {
            if (!text.TrimStart().StartsWith('{'))
            {
                return (text, text);
            }

            plain = ParsedReference(text, path);
        }

        return plain is JsonElement e ? (Json.Text(e, "id"), Json.Text(e, "name")) : (null, null);
    }
}
