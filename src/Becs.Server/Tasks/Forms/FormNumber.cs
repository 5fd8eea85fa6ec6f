using System.Globalization;
using System.Text.Json.Nodes;

namespace Becs.Server.Tasks.Forms;

/// <summary>Numbers between what people type (12.5) and what is stored (125 with one decimal).</summary>
public static class FormNumber
{
    /// <summary>The stored value as people write it, with its unit.</summary>
    public static string Show(decimal stored, FormField field)
    {
        var text = ShowBare(stored, field);
        return field.Unit.Length == 0 ? text : $"{text} {field.Unit}";
    }

    public static string ShowBare(decimal stored, FormField field)
    {
        var value = field.Kind == FormFieldKind.Integer ? stored / Scale(field) : stored;
        return value.ToString("F" + field.Decimals, CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// What was typed, as it is stored; a point or a comma is the decimal mark. Text that is no number, or has more decimals than the field,
    /// stays text, so that the rules name the field instead of the value being rounded.
    /// </summary>
    public static JsonNode? Read(string? typed, FormField field)
    {
        var text = typed?.Trim().Replace(',', '.') ?? "";
        if (text.Length is 0 or > 20
            || !decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture, out var value))
        {
            return text.Length == 0 ? null : JsonValue.Create(text);
        }

        var stored = field.Kind == FormFieldKind.Integer ? value * Scale(field) : value;
        if (field.Kind == FormFieldKind.Integer)
        {
            return decimal.Truncate(stored) == stored && Math.Abs(stored) <= long.MaxValue
                ? JsonValue.Create((long)stored)
                : JsonValue.Create(text);
        }

        return decimal.Round(value, field.Decimals) == value ? JsonValue.Create(value) : JsonValue.Create(text);
    }

    private static decimal Scale(FormField field)
    {
        var scale = 1m;
        for (var i = 0; i < field.Decimals; i++)
        {
            scale *= 10;
        }

        return scale;
    }
}
