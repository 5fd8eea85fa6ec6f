using System.Text.Json.Nodes;

namespace Becs.Workflows.Comparing;

/// <summary>Compares the properties of one activity, each under its meaning.</summary>
internal static class PropertyComparison
{
    private static readonly string[] Told = ["id", "type", "version"]; // the step itself tells of these

    public static void Run(StepComparison steps, Step old, Step @new)
    {
        foreach (var name in old.Own.Concat(@new.Own).Select(p => p.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (former, now) = (old.Own[name], @new.Own[name]);
            if (Told.Contains(name) || IsSame(old.Own, @new.Own, name) || IsPlace(old, @new, name))
            {
                continue;
            }

            if (name == "customProperties" && former is JsonObject formerCustom && now is JsonObject nowCustom)
            {
                Custom(steps, @new, formerCustom, nowCustom);
                continue;
            }

            var typeName = ((former ?? now) as JsonObject)?["typeName"]?.ToString();
            var (was, became) = (Shown(former), Shown(now));
            if (was == became)
            {
                (was, became) = (former?.ToJsonString(), now?.ToJsonString());
            }

            steps.Add(KindOf(steps, old, @new, name, typeName), @new.Id, steps.After, name, was, became, name);
        }
    }

    /// <summary>How a value is told: the expression's text, the variable an output goes to, or the JSON itself.</summary>
    public static string? Shown(JsonNode? value)
    {
        if (value is JsonObject given && given["expression"] is JsonObject expression)
        {
            var type = expression["type"]?.ToString() ?? "Literal";
            var text = expression["value"] is JsonValue plain ? plain.ToString() : expression["value"]?.ToJsonString();
            return type is "Literal" or "Object" ? text : $"{type}: {text}";
        }

        return value is JsonObject output && output["memoryReference"] is JsonObject reference ? reference["id"]?.ToString()
            : value is JsonValue simple ? simple.ToString()
            : value?.ToJsonString();
    }

    private static void Custom(StepComparison steps, Step step, JsonObject old, JsonObject @new)
    {
        foreach (var name in old.Concat(@new).Select(p => p.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (!IsSame(old, @new, name))
            {
                var kind = name switch
                {
                    "canStartWorkflow" => BehaviourChangeKind.StartChanged,
                    "mergeMode" => BehaviourChangeKind.JoinChanged,
                    _ => BehaviourChangeKind.SettingChanged,
                };
                steps.Add(kind, step.Id, steps.After, name, Shown(old[name]) ?? Absence(old, name), Shown(@new[name]) ?? Absence(@new, name),
                    "customProperties." + name);
            }
        }
    }

    private static BehaviourChangeKind KindOf(StepComparison steps, Step old, Step @new, string name, string? typeName)
    {
        if (name == "start" && StepTable.IsFlowchart(@new.Type))
        {
            return steps.NewOf(old.Own["start"]?.ToString() ?? "") == @new.Own["start"]?.ToString()
                ? BehaviourChangeKind.SettingChanged
                : BehaviourChangeKind.StartChanged;
        }

        if (IsOutput(old.Own[name]) || IsOutput(@new.Own[name]))
        {
            return BehaviourChangeKind.OutputChanged;
        }

        return InputMeanings.Of(@new.Type, name, typeName) switch
        {
            InputMeaning.Timer => BehaviourChangeKind.TimerChanged,
            InputMeaning.Role => BehaviourChangeKind.RoleChanged,
            InputMeaning.Separation => BehaviourChangeKind.SeparationChanged,
            InputMeaning.Signature => BehaviourChangeKind.SignatureChanged,
            InputMeaning.Outcomes => BehaviourChangeKind.OutcomesChanged,
            InputMeaning.Form => BehaviourChangeKind.FormReplaced,
            InputMeaning.Join => BehaviourChangeKind.JoinChanged,
            _ => IsScript(old.Own[name]) || IsScript(@new.Own[name]) ? BehaviourChangeKind.ExpressionChanged
                : IsInput(old.Own[name]) || IsInput(@new.Own[name]) ? BehaviourChangeKind.InputChanged
                : BehaviourChangeKind.SettingChanged,
        };
    }

    public static bool IsSame(JsonObject old, JsonObject @new, string name) =>
        old.ContainsKey(name) == @new.ContainsKey(name) && JsonNode.DeepEquals(old[name], @new[name]);

    /// <summary>An activity stood or stands here and beside it is nothing: the activity is told of as added or removed.</summary>
    private static bool IsPlace(Step old, Step @new, string name) =>
        (old.Places.Contains(name) || @new.Places.Contains(name)) && old.Own[name] is null && @new.Own[name] is null;

    private static string? Absence(JsonObject owner, string name) => owner.ContainsKey(name) ? "null" : null;

    private static bool IsOutput(JsonNode? value) => (value as JsonObject)?["memoryReference"] is not null
        && (value as JsonObject)?["expression"] is null;

    private static bool IsInput(JsonNode? value) => (value as JsonObject)?["expression"] is not null;

    private static bool IsScript(JsonNode? value) => (value as JsonObject)?["expression"] is JsonObject expression
        && expression["type"]?.ToString() is not ("Literal" or "Object" or null);
}
