using System.Text.Json;
using Becs.Workflows.Activities;
using Becs.Workflows.Comparing;
using Becs.Workflows.Definitions;
using Becs.Workflows.Errors;
using Becs.Workflows.Expressions;
using Becs.Workflows.Memory;
using Becs.Workflows.Models;
using Becs.Workflows.Proving;
using Becs.Workflows.Runtime.Activities;
using Becs.Workflows.Running;

namespace Becs.Workflows.Replaying;

/// <summary>
/// What a step that reaches outside was asked with. Its recorded answer is an answer to that: a version that asks with something else was never
/// answered. Each input by its value where that is known, otherwise by its text and what the text reads.
/// </summary>
internal static class StepInputs
{
    /// <summary>As if it were an input: the version of the activity, and the child it waits for.</summary>
    private const string Version = "version";
    private const string Child = "child";
    private const string Timeout = "timeout";

    /// <summary>What differs each time it is asked for: such an expression is compared by its text.</summary>
    private static readonly string[] Fleeting = ["newGuid", "random", "Date"];

    /// <summary>What a step is asked with now.</summary>
    /// <param name="context">Its execution.</param>
    /// <param name="unknown">The name of what is unknown of a variable; null when its value is known.</param>
    /// <param name="outputs">The name of something unknown among outputs; null when all are known.</param>
    public static IReadOnlyDictionary<string, string> Of(ActivityExecutionContext context, Func<Variable, string?> unknown, string? outputs)
    {
        var (node, graph) = (context.Node, context.WorkflowExecutionContext.Graph);
        var asked = new Dictionary<string, string>(StringComparer.Ordinal) { [Version] = $"{node.Activity.Version}" };
        foreach (var input in node.Inputs)
        {
            asked[Json.Camel(input.Name)] = Meant(node, input, graph, Told(context, graph, input, unknown, outputs));
        }

        if (node.Activity is ExecuteWorkflow or BulkDispatchWorkflows
            && node.Texts("workflowDefinitionId") is [var child] && graph.Children.TryGetValue(child, out var pinned))
        {
            asked[Child] = pinned;
        }

        return asked;
    }

    /// <summary>What is known of what a step is asked with without a run: its literals.</summary>
    public static IReadOnlyDictionary<string, string> Drawn(ActivityNode node, WorkflowGraph graph)
    {
        var asked = node.Inputs.ToDictionary(
            i => Json.Camel(i.Name), i => i.IsConstant ? Meant(node, i, graph, Written(i.ConstantValue)) : "?" + i.Name, StringComparer.Ordinal);
        asked[Version] = $"{node.Activity.Version}";
        return asked;
    }

    /// <summary>Of which input a recorded answer is no answer any more; null when it still is one.</summary>
    /// <param name="node">The step that is to be given it.</param>
    /// <param name="answer">The answer, with what its step was asked with.</param>
    /// <param name="now">What the step is asked with.</param>
    /// <param name="beganAt">Since when it waits.</param>
    public static string? Changed(ActivityNode node, ReplayAnswer answer, IReadOnlyDictionary<string, string> now, DateTime beganAt) =>
        answer.Inputs is not { } before ? null
            : before.Keys.Union(now.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).FirstOrDefault(name =>
                !InputMeanings.IsForTheEye(name) && !IsKept(node, name, before.GetValueOrDefault(name), now.GetValueOrDefault(name), answer, beganAt));

    /// <summary>Whether the answer would still be taken: nothing is different, or it only takes more than it took.</summary>
    private static bool IsKept(ActivityNode node, string name, string? before, string? now, ReplayAnswer answer, DateTime beganAt)
    {
        if (before == now)
        {
            return true;
        }

        return node.Input(name) is { } input && name != Timeout ? node.Meaning(input) switch
        {
            InputMeaning.Outcomes => true, // the outcome itself is looked at
            InputMeaning.Role => Items(before) is { Count: > 0 } some && Items(now)?.IsSupersetOf(some) == true,
            InputMeaning.Separation => Items(now)?.IsSubsetOf(Items(before) ?? []) == true,
            _ => false,
        }
        : name == Timeout && answer is { Outcome: not ReplayCoverage.TimedOut, At: { } at } && IsInTime(now, at - beganAt);
    }

    private static bool IsInTime(string? timeout, TimeSpan took) => timeout == "null"
        || (Read(timeout) is { ValueKind: JsonValueKind.String } text && TimeSpan.TryParse(text.GetString(), out var wait) && took <= wait);

    private static HashSet<string>? Items(string? told) => Read(told) switch
    {
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(i => i.ToString())],
        { ValueKind: JsonValueKind.Null } => [],
        _ => null,
    };

    private static JsonElement? Read(string? told)
    {
        try
        {
            return told is null || told.StartsWith('?') ? null : JsonDocument.Parse(told).RootElement;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Steps whose performers are excluded, by what they ask: a step renamed is the same, one that is not there excludes nobody.</summary>
    private static string Meant(ActivityNode node, Input input, WorkflowGraph graph, string told) =>
        node.Meaning(input) == InputMeaning.Separation && Items(told) is { } steps
            ? Written(steps.Select(s => StepMeaning.Of(graph, s)).OfType<string>().Order(StringComparer.Ordinal).ToArray()) : told;

    private static string Told(
        ActivityExecutionContext context, WorkflowGraph graph, Input input, Func<Variable, string?> unknown, string? outputs)
    {
        var text = input.Expression is { } expression && !input.IsConstant ? OutputUse.TextOf(expression) : null;
        if (text is null)
        {
            return Written(context.Evaluated(input));
        }

        var read = graph.VariableList.Where(v => OutputUse.Reads(text, v)).ToList();
        var missing = read.Select(unknown).OfType<string>().Concat(OutputUse.ReadsOutputs(text) && outputs is not null ? [outputs] : []).ToList();
        if (missing.Count == 0 && !Array.Exists(Fleeting, f => text.Contains(f, StringComparison.Ordinal)) && Array.IndexOf(context.Node.EagerInputs, input) >= 0)
        {
            try
            {
                return Written(context.Evaluated(input));
            }
            catch (ExpressionException)
            {
                // By what it was never run: its text is all there is to compare.
            }
        }

        var tables = graph.Tables.Where(t => text.Contains(t.Key, StringComparison.Ordinal)).OrderBy(t => t.Key, StringComparer.Ordinal);
        return string.Join('|', ["?" + text, .. missing, .. tables.Select(t => t.Value.GetRawText()),
            .. read.Where(v => unknown(v) is null).Select(v => $"{v.Name}={Written(context.ReadVariable(v))}")]);
    }

    private static string Written(object? value) => PlainValue.ToElement(value).GetRawText();
}
