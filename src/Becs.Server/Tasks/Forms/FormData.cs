using System.Text.Json.Nodes;

namespace Becs.Server.Tasks.Forms;

/// <summary>Answers of a form, as JSON: one property per field.</summary>
public static class FormData
{
    /// <summary>Nothing was answered: absent, null, a blank text, an empty list.</summary>
    public static bool IsEmpty(JsonNode? node) => node switch
    {
        null => true,
        JsonArray list => list.Count == 0,
        JsonValue value => value.TryGetValue(out string? text) && string.IsNullOrWhiteSpace(text),
        _ => false,
    };

    /// <summary>The text of a string value, else null.</summary>
    public static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>The number of a numeric value, else null.</summary>
    public static decimal? Number(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.Number
        && decimal.TryParse(value.ToJsonString(), System.Globalization.NumberStyles.Float,
            System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    public static bool? YesNo(JsonNode? node) => node?.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.True => true,
        System.Text.Json.JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>How a condition of a field looks values up: in its row first, then in the form.</summary>
    public static Func<string, JsonNode?> Lookup(JsonObject form, JsonObject? row) =>
        name => row is not null && row.ContainsKey(name) ? row[name] : form[name];

    /// <summary>A copy with only what is asked and answered: what is to be sent.</summary>
    public static JsonObject Submission(FormSchema schema, JsonObject data)
    {
        var sent = Pick(schema.Fields, data, data, null);
        return sent;
    }

    private static JsonObject Pick(IReadOnlyList<FormField> fields, JsonObject form, JsonObject source, JsonObject? row)
    {
        var picked = new JsonObject();
        foreach (var field in fields)
        {
            var value = source[field.Name];
            if (IsEmpty(value) || field.ShowIf?.Holds(Lookup(form, row)) == false)
            {
                continue;
            }

            picked[field.Name] = field.Kind == FormFieldKind.Rows && value is JsonArray rows
                ? new JsonArray([.. rows.Select(r => r is JsonObject o ? Pick(field.Columns, form, o, o) : r?.DeepClone())])
                : value!.DeepClone();
        }

        return picked;
    }
}
