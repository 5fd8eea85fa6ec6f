using System.Text.Json;
using System.Text.Json.Nodes;

namespace Becs.Server.Tasks.Forms;

/// <summary>A field two forms have other rules for. Words on the screen are no rules.</summary>
/// <param name="Field">Its name.</param>
/// <param name="IsNew">The former form never asked it.</param>
/// <param name="IsGone">It is not asked any more.</param>
/// <param name="IsDemanded">It is new, must be answered, and does not depend on other answers.</param>
/// <param name="IsPersonal">Its answer is the person's own in either form.</param>
internal sealed record FormChange(string Field, bool IsNew, bool IsGone, bool IsDemanded, bool IsPersonal)
{
    private static readonly string[] Words = ["title", "description", "x-enumTitles", "x-group", "x-order", "x-ask"];

    /// <summary>The fields whose rules differ, in the order of the later form. A new field nobody must answer is none: it may be left out.</summary>
    /// <param name="before">The former form; null for none.</param>
    /// <param name="after">The later one.</param>
    /// <param name="outcome">The outcome chosen: some need no answers.</param>
    public static IReadOnlyList<FormChange> Between(JsonElement? before, JsonElement after, string outcome)
    {
        var (old, now) = (before is { } former ? Fields(former, outcome) : [], Fields(after, outcome));
        return
        [
            .. now.Where(f => old.TryGetValue(f.Key, out var was) ? !JsonNode.DeepEquals(was.Rules, f.Value.Rules) : f.Value.IsRequired)
                .Select(f => new FormChange(f.Key, !old.ContainsKey(f.Key), false, !old.ContainsKey(f.Key) && f.Value.IsUnconditional,
                    f.Value.IsPersonal || old.GetValueOrDefault(f.Key)?.IsPersonal == true)),
            .. old.Where(f => !now.ContainsKey(f.Key)).Select(f => new FormChange(f.Key, false, true, false, f.Value.IsPersonal)),
        ];
    }

    private static Dictionary<string, FieldRules> Fields(JsonElement form, string outcome)
    {
        var json = JsonNode.Parse(form.GetRawText())!.AsObject();
        var properties = json["properties"] as JsonObject ?? [];
        var personal = properties.Where(p => p.Value is JsonObject field && (
                IsTrue(json, "x-personal") || IsTrue(field, "x-personal") || field["x-widget"]?.ToString() == "private"))
            .Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
        var required = Texts(json["x-skipFor"]).Contains(outcome) ? [] : Texts(json["required"]);
        return properties.Where(p => p.Value is JsonObject).ToDictionary(p => p.Key, p =>
        {
            var rules = Bare(p.Value!.AsObject());
            rules["required"] = required.Contains(p.Key);
            return new FieldRules(rules, required.Contains(p.Key), !rules.ContainsKey("x-showIf"),
                personal.Contains(p.Key) || personal.Any(n => Tells(rules, n)));
        }, StringComparer.Ordinal);
    }

    private static JsonObject Bare(JsonObject field)
    {
        var rules = field.DeepClone().AsObject();
        foreach (var word in Words)
        {
            rules.Remove(word);
        }

        if ((rules["items"] as JsonObject)?["properties"] is JsonObject columns)
        {
            foreach (var (name, column) in columns.ToList())
            {
                columns[name] = column is JsonObject one ? Bare(one) : column?.DeepClone();
            }
        }

        return rules;
    }

    /// <summary>What is asked because of a personal answer would tell it.</summary>
    private static bool Tells(JsonObject rules, string field) =>
        rules["x-showIf"]?.ToJsonString().Contains($"\"{field}\"", StringComparison.Ordinal) == true || rules["x-sameAs"]?.ToString() == field;

    private static bool IsTrue(JsonObject owner, string name) => owner[name]?.GetValueKind() == JsonValueKind.True;

    private static List<string> Texts(JsonNode? list) => [.. (list as JsonArray ?? []).Select(i => i?.ToString() ?? "")];

    private sealed record FieldRules(JsonObject Rules, bool IsRequired, bool IsUnconditional, bool IsPersonal);
}
