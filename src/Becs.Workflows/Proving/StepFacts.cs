using System.Collections;
using System.Globalization;
using Becs.Workflows.Comparing;
using Becs.Workflows.Definitions;
using Becs.Workflows.Models;

namespace Becs.Workflows.Proving;

/// <summary>What is known of a step without running it: its literals, whom it asks, what it waits for.</summary>
internal static class StepFacts
{
    public static string Text(this ActivityNode node)
    {
        var metadata = node.Activity.Metadata;
        return metadata is not null && metadata.TryGetValue("displayText", out var shown) && shown.ValueKind == System.Text.Json.JsonValueKind.String
            && shown.GetString() is { Length: > 0 } text ? text
            : node.Activity.Name is { Length: > 0 } name ? name
            : node.Activity.Id;
    }

    public static Input? Input(this ActivityNode node, string jsonName) =>
        Array.Find(node.Inputs, i => Json.Camel(i.Name) == jsonName);

    public static InputMeaning Meaning(this ActivityNode node, Input input) =>
        InputMeanings.Of(node.Activity.Type, Json.Camel(input.Name), (Nullable.GetUnderlyingType(input.Type) ?? input.Type) == typeof(TimeSpan) ? "TimeSpan" : null);

    /// <summary>The texts of a literal list, or the one text; empty for anything else.</summary>
    public static IReadOnlyList<string> Texts(this ActivityNode node, string jsonName) => node.Input(jsonName)?.ConstantValue switch
    {
        string text => text.Length == 0 ? [] : [text],
        IEnumerable items => [.. items.Cast<object?>().Select(i => Convert.ToString(i, CultureInfo.InvariantCulture) ?? "").Where(t => t.Length > 0)],
        null => [],
        var value => [Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""],
    };

    /// <summary>A step a person does: it says who may, or who may not.</summary>
    public static bool IsPersonal(this ActivityNode node) =>
        Array.Exists(node.Inputs, i => node.Meaning(i) is InputMeaning.Separation or InputMeaning.Role);

    /// <summary>Whether it leaves open to a definition who may do it, and the definition does not say.</summary>
    public static bool LacksOwner(this ActivityNode node)
    {
        var who = Array.FindAll(node.Inputs, i => node.Meaning(i) == InputMeaning.Role);
        return who.Length > 0 && Array.TrueForAll(who, i => node.Texts(Json.Camel(i.Name)).Count == 0);
    }

    public static bool IsKept(this ActivityNode node, InputCondition condition)
    {
        var value = node.Input(condition.Input)?.ConstantValue;
        var texts = node.Texts(condition.Input);
        return condition switch
        {
            { OneOf.Count: > 0 } => texts.Count > 0 && texts.All(condition.OneOf.Contains),
            { Includes.Count: > 0 } => condition.Includes.All(texts.Contains),
            { AtMost: { } most } => value is TimeSpan span && span > TimeSpan.Zero && span <= most,
            { AtLeast: { } least } => value is IConvertible number and not string && number.ToDouble(CultureInfo.InvariantCulture) >= least,
            _ => false,
        };
    }

    /// <summary>Whether a step is one of those meant.</summary>
    public static bool Is(this ActivityNode node, StepPattern pattern) =>
        node.Activity.Type == pattern.Type && pattern.Where.All(node.IsKept);

    /// <summary>Whether a step may turn out to be one of those meant: what is computed may come to anything, so it is held to what each would be.</summary>
    public static bool MayBe(this ActivityNode node, StepPattern pattern) => node.Activity.Type == pattern.Type
        && pattern.Where.All(c => node.IsKept(c) || node.Input(c.Input) is { IsConstant: false });

    /// <summary>The steps whose performers it must exclude and does not.</summary>
    public static IReadOnlyList<ActivityNode> NotExcluded(this ActivityNode node, StepPattern pattern, WorkflowGraph graph)
    {
        var excluded = node.Texts("excludeUsersOf");
        return [.. graph.Nodes.Where(n => n != node && pattern.OtherThan.Contains(n.Activity.Type) && !excluded.Contains(n.Activity.Id))];
    }
}
