using System.Text;
using System.Text.RegularExpressions;
using Becs.Workflows.Definitions;
using Becs.Workflows.Memory;
using Jint;
using Jint.Native;
using Jint.Runtime.Interop;

namespace Becs.Workflows.Expressions;

/// <summary>Elsa's helper functions.</summary>
internal static partial class ScriptHelpers
{
    private static readonly ScriptHelper[] Fixed =
    [
        Function("getVariable", (e, c, a) => ScriptValues.ToScript(e, c.ReadVariable(Text(a, 0)))),
        Function("setVariable", (e, c, a) =>
        {
            c.WriteVariable(Text(a, 0), a.Length > 1 ? ScriptValues.ToPlain(e, a[1]) : null);
            return JsValue.Undefined;
        }),
        Function("getInput", (e, c, a) => Input(e, c, Text(a, 0))),
        Function("getOutputFrom", OutputFrom) with { ReadsOutputs = true },
        Function("getTable", Table),
        Function("getLastResult", (e, c, _) => ScriptValues.ToScript(e, c.WorkflowExecutionContext.LastResult))
            with { ReadsOutputs = true },
        Function("getCorrelationId", (e, c, _) => ScriptValues.ToScript(e, c.WorkflowExecutionContext.CorrelationId)),
        Function("setCorrelationId", (_, c, a) =>
        {
            c.WorkflowExecutionContext.CorrelationId = Text(a, 0);
            return JsValue.Undefined;
        }),
        Function("getWorkflowInstanceId", (_, c, _) => JsString.Create(c.WorkflowExecutionContext.Id)),
        Function("getWorkflowInstanceName", (e, c, _) => ScriptValues.ToScript(e, c.WorkflowExecutionContext.Name)),
        Function("setWorkflowInstanceName", (_, c, a) =>
        {
            c.WorkflowExecutionContext.Name = Text(a, 0);
            return JsValue.Undefined;
        }),
        Function("toJson", (e, _, a) => a.Length == 0
            ? JsValue.Null
            : new Jint.Native.Json.JsonSerializer(e).Serialize(a[0], JsValue.Undefined, JsValue.Undefined)),
        Function("stringToBase64", (_, _, a) => JsString.Create(Convert.ToBase64String(Encoding.UTF8.GetBytes(Text(a, 0))))),
        Function("stringFromBase64", (_, _, a) => JsString.Create(Encoding.UTF8.GetString(Convert.FromBase64String(Text(a, 0))))),
        Function("parseGuid", (_, _, a) => JsString.Create(Guid.Parse(Text(a, 0)).ToString("D"))),
        Function("getWorkflowDefinitionId", (_, c, _) => JsString.Create(c.WorkflowExecutionContext.DefinitionId)),
        Function("getWorkflowDefinitionVersion", (_, c, _) => JsNumber.Create(c.WorkflowExecutionContext.Version)),
        Function("newGuid", NewId),
        Function("newGuidString", NewId),
        Function("getCurrentValue", (e, c, _) => ScriptValues.ToScript(e, c.ReadVariable("CurrentValue"))),
        Function("getCurrentIndex", (e, c, _) => ScriptValues.ToScript(e, c.ReadVariable("CurrentIndex"))),
        Function("isNullOrWhiteSpace", (_, _, a) => string.IsNullOrWhiteSpace(TextOrNull(a))),
        Function("isNullOrEmpty", (_, _, a) => string.IsNullOrEmpty(TextOrNull(a))),
        new("variables", (e, c) => e.SetValue("variables", VariablesObject(e, c))),
        new("args", (e, c) => e.SetValue("args", PayloadObject(e, c))),
        new("random", (e, c) => e.GetValue("Math").AsObject().Set("random", new ClrFunction(e, "random", (_, _) => c.WorkflowExecutionContext.Burst.NextRandom()))),
    ];

    public static ScriptHelper[] UsedBy(string code, WorkflowDefinition definition, IReadOnlyList<Variable> variables)
    {
        var words = WordsOf(code).ToHashSet(StringComparer.Ordinal);
        var helpers = Fixed.Where(h => words.Contains(h.Name)).ToList();
        foreach (var variable in variables)
        {
            var name = variable.Name;
            var get = "get" + Pascal(name);
            if (words.Contains(get) && helpers.TrueForAll(h => h.Name != get))
            {
                helpers.Add(Function(get, (e, c, _) => ScriptValues.ToScript(e, c.ReadVariable(name))));
            }

            var set = "set" + Pascal(name);
            if (words.Contains(set) && helpers.TrueForAll(h => h.Name != set))
            {
                helpers.Add(Function(set, (e, c, a) =>
                {
                    c.WriteVariable(name, a.Length > 0 ? ScriptValues.ToPlain(e, a[0]) : null);
                    return JsValue.Undefined;
                }));
            }
        }

        foreach (var name in definition.Inputs)
        {
            var get = "get" + Pascal(name);
            if (words.Contains(get) && helpers.TrueForAll(h => h.Name != get))
            {
                helpers.Add(Function(get, (e, c, _) => Input(e, c, name)));
            }
        }

        return [.. helpers];
    }

    /// <summary>What counts as a word of a script, each time it stands there: a helper is there for a script that has its name among them.</summary>
    public static IEnumerable<string> WordsOf(string code) => Word().Matches(code).Select(m => m.Value);

    [GeneratedRegex(@"[A-Za-z_$][\w$]*")]
    private static partial Regex Word();

    private static ScriptHelper Function(string name, Func<Engine, ActivityExecutionContext, JsValue[], JsValue> body) =>
        new(name, (e, c) => e.SetValue(name, new ClrFunction(e, name, (_, a) => body(e, c, a.ToArray()))));

    private static JsValue Input(Engine engine, ActivityExecutionContext context, string name) =>
        context.WorkflowInput.TryGetValue(name, out var value)
            ? ScriptValues.ToScript(engine, PlainValue.OfElement(value))
            : JsValue.Null;

    private static JsValue OutputFrom(Engine engine, ActivityExecutionContext context, JsValue[] arguments)
    {
        var workflow = context.WorkflowExecutionContext;
        var wanted = Text(arguments, 0);
        var outputName = arguments.Length > 1 ? Text(arguments, 1) : "Result";
        foreach (var node in workflow.Graph.Nodes)
        {
            if ((node.Activity.Id == wanted || node.Activity.Name == wanted) && workflow.ActivityOutputs is { } all
                && all.TryGetValue(node.Activity.Id, out var outputs) && outputs.TryGetValue(outputName, out var value))
            {
                return ScriptValues.ToScript(engine, value);
            }
        }

        return JsValue.Null;
    }

    /// <summary>A table of the package that runs: signed with it, so the same for ever.</summary>
    private static JsValue Table(Engine engine, ActivityExecutionContext context, JsValue[] arguments) =>
        context.WorkflowExecutionContext.Graph.Tables.TryGetValue(Text(arguments, 0), out var table)
            ? ScriptValues.ToScript(engine, PlainValue.OfElement(table))
            : throw new InvalidOperationException($"the package has no table '{Text(arguments, 0)}'.");

    private static JsValue NewId(Engine engine, ActivityExecutionContext context, JsValue[] arguments) =>
        JsString.Create(context.WorkflowExecutionContext.Environment.NewId());

    private static JsObject VariablesObject(Engine engine, ActivityExecutionContext context)
    {
        var variables = new JsObject(engine);
        foreach (var variable in context.WorkflowExecutionContext.Graph.VariableList)
        {
            variables.Set(variable.Name, ScriptValues.ToScript(engine, context.ReadVariable(variable)));
        }

        return variables;
    }

    private static JsValue PayloadObject(Engine engine, ActivityExecutionContext context) =>
        context.ResumePayload is { } payload
            ? ScriptValues.ToScript(engine, PlainValue.OfElement(payload))
            : JsValue.Null;

    private static string Text(JsValue[] arguments, int index) =>
        arguments.Length > index ? arguments[index].ToString() : "";

    private static string? TextOrNull(JsValue[] arguments) =>
        arguments.Length == 0 || arguments[0].IsNull() || arguments[0].IsUndefined() ? null : arguments[0].ToString();

    private static string Pascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];
}
