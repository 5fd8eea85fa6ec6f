using System.Text.Json;
using System.Text.RegularExpressions;
using Becs.Expressions.Models;
using Becs.Workflows.Activities;
using Becs.Workflows.Activities.Flowchart.Activities;
using Becs.Workflows.Definitions;
using Becs.Workflows.Expressions;
using Becs.Workflows.Memory;
using Becs.Workflows.Models;

namespace Becs.Workflows.Proving;

/// <summary>
/// From where a step reads which record it is about. Two steps are about the same record when they read the same place and nothing wrote it in
/// between. What is computed in any other way is never known to be the same.
/// </summary>
internal static partial class SubjectKey
{
    /// <summary>A write that may go to any variable.</summary>
    public const string Anything = "*";

    /// <summary>The place, such as <c>variable:unitId</c>; null if it is not simply read.</summary>
    public static string? Of(WorkflowGraph graph, ActivityNode node, string jsonName) => node.Input(jsonName) switch
    {
        null => null,
        { Compiled: VariableExpression variable } => Place(variable.Variable),
        { Compiled: InputExpression input } => "input:" + input.Name,
        { Expression: { Type: "JavaScript" } script } => OfScript(graph, CodeOf(script)),
        { IsConstant: true, ConstantValue: { } value } when value is not "" => $"literal:{value}",
        _ => null,
    };

    /// <summary>The variables a step may write: places as <see cref="Of"/> names them, or <see cref="Anything"/>.</summary>
    public static IReadOnlyList<string> WrittenBy(WorkflowGraph graph, ActivityNode node)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var target in node.Outputs.Select(o => o.Target?.Id).OfType<string>())
        {
            written.UnionWith(Places(graph, target));
        }

        if (node.Activity is SetVariable { Variable: { } variable })
        {
            written.UnionWith(Places(graph, variable.Id).Concat(Places(graph, variable.Name)));
        }

        foreach (var code in Scripts(node))
        {
            AddWrites(graph, code, written);
        }

        return [.. written];
    }

    /// <summary>What a write to an id or a name may reach: one variable may be called as another is numbered.</summary>
    private static IEnumerable<string> Places(WorkflowGraph graph, string idOrName) =>
        new[] { graph.VariableById.GetValueOrDefault(idOrName)?.Name, graph.VariableByName.GetValueOrDefault(idOrName)?.Name, idOrName }
            .OfType<string>().Select(n => "variable:" + n);

    /// <summary>A variable that each execution of a container has for itself, or that a loop sets each round, is not one place.</summary>
    private static string? Place(Variable? variable) =>
        variable is { IsScoped: false, Name: not ("CurrentValue" or "CurrentIndex") } ? "variable:" + variable.Name : null;

    private static string? OfScript(WorkflowGraph graph, string code)
    {
        if (Variable().Match(code) is { Success: true } read)
        {
            var name = read.Groups.Cast<Group>().Skip(1).First(g => g.Success).Value;
            return Place(graph.VariableByName.GetValueOrDefault(name));
        }

        if (Getter().Match(code) is { Success: true } getter)
        {
            return Place(graph.VariableList.FirstOrDefault(v => Pascal(v.Name) == getter.Groups[1].Value));
        }

        return WorkflowInput().Match(code) is { Success: true } input ? $"input:{input.Groups[1].Value}{input.Groups[2].Value}" : null;
    }

    private static IEnumerable<string> Scripts(ActivityNode node)
    {
        var conditions = node.Activity switch
        {
            FlowSwitch flow => flow.Cases.Select(c => c.Condition),
            Switch @switch => @switch.Cases.Select(c => c.Condition),
            _ => [],
        };
        return node.Inputs.Select(i => i.Expression).Concat(conditions)
            .OfType<Expression>().Where(e => e.Type == "JavaScript").Select(CodeOf);
    }

    private static void AddWrites(WorkflowGraph graph, string code, HashSet<string> written)
    {
        if (!code.Contains("set", StringComparison.Ordinal))
        {
            return;
        }

        // A script has a function when its name is a word of it, be it in a comment, and may then reach it under any other name.
        var words = ScriptHelpers.WordsOf(code).ToList();
        var plain = LiteralWrite().Matches(code);
        var isHidden = code.Contains('\\') || words.Contains("globalThis") || words.Contains("this");
        var calls = words.Count(w => w == "setVariable");
        if (calls != plain.Count || (calls > 0 && isHidden))
        {
            written.Add(Anything);
        }

        foreach (Match write in plain)
        {
            written.UnionWith(Places(graph, write.Groups[1].Value));
        }

        foreach (var variable in graph.VariableList.Where(v => words.Contains("set" + Pascal(v.Name))))
        {
            written.Add("variable:" + variable.Name);
        }
    }

    private static string CodeOf(Expression expression) => expression.Value switch
    {
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString()!,
        var value => value?.ToString() ?? "",
    };

    private static string Pascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];

    [GeneratedRegex(@"^\s*(?:return\s+)?(?:getVariable\(\s*(?:'(\w+)'|""(\w+)"")\s*\)|variables\.(\w+))\s*;?\s*$")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^\s*(?:return\s+)?get(\w+)\(\s*\)\s*;?\s*$")]
    private static partial Regex Getter();

    [GeneratedRegex(@"^\s*(?:return\s+)?getInput\(\s*['""](\w+)['""]\s*\)((?:\.\w+)*)\s*;?\s*$")]
    private static partial Regex WorkflowInput();

    [GeneratedRegex(@"(?<![\w$])setVariable\(\s*['""](\w+)['""]\s*,")]
    private static partial Regex LiteralWrite();
}
