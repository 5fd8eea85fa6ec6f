using System.Text.Json;

namespace Becs.Server.Tasks.Forms;

/// <summary>Which control a schema asks for.</summary>
internal static class FormKinds
{
    /// <summary>Null when type, format and widget contradict each other.</summary>
    internal static FormFieldKind? Of(JsonElement json)
    {
        var widget = Word(json, "x-widget");
        var kind = (Word(json, "type"), Word(json, "format"), json.TryGetProperty("enum", out _)) switch
        {
            ("string", null, true) => FormFieldKind.Choice,
            ("string", "date", false) => FormFieldKind.Date,
            ("string", "date-time", false) => FormFieldKind.DateTime,
            ("string", null, false) => FormFieldKind.Text,
            ("integer", null, false) => FormFieldKind.Integer,
            ("number", null, false) => FormFieldKind.Number,
            ("boolean", null, false) => FormFieldKind.YesNo,
            ("array", null, false) => FormFieldKind.Rows,
            _ => (FormFieldKind?)null,
        };
        if (widget == "context" || (json.TryGetProperty("readOnly", out var readOnly) && readOnly.ValueKind == JsonValueKind.True))
        {
            return kind is null or FormFieldKind.Rows ? null : FormFieldKind.Context;
        }

        return (kind, widget) switch
        {
            (_, null) => kind,
            (FormFieldKind.Text, "scan") => FormFieldKind.Scan,
            (FormFieldKind.Text, "textarea") => FormFieldKind.LongText,
            (FormFieldKind.Choice, "private") => FormFieldKind.Private,
            (FormFieldKind.YesNo, "yesNo") or (FormFieldKind.Choice, "buttons" or "select")
                or (FormFieldKind.Integer or FormFieldKind.Number, "number") or (FormFieldKind.Rows, "rows") => kind,
            _ => null,
        };
    }

    private static string? Word(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
