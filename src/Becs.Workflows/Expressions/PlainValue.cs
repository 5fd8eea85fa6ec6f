using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Becs.Workflows.Expressions;

/// <summary>
/// What variables, outputs and properties hold: null, bool, long, double, decimal, string, or a JsonElement for lists
/// and objects. A value is made plain when it is set, so that it is the same before and after the state was stored.
/// </summary>
public static class PlainValue
{
    private const double MaxExactInteger = 9007199254740991;

    /// <summary>How values become JSON: camel case, enums by name.</summary>
    public static JsonSerializerOptions JsonOptions { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Makes a value plain.</summary>
    /// <param name="value">Any value that has a JSON form.</param>
    public static object? Of(object? value) => value switch
    {
        null => null,
        string or bool or long => value,
        int i => (long)i,
        double d => OfDouble(d),
        JsonElement e => OfElement(e),
        short s => (long)s,
        byte b => (long)b,
        uint u => (long)u,
        float f => OfDouble(f),
        decimal m => OfDecimal(m),
        DateTime t => t.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset t => t.ToString("O", CultureInfo.InvariantCulture),
        DateOnly t => t.ToString("O", CultureInfo.InvariantCulture),
        TimeSpan t => t.ToString("c", CultureInfo.InvariantCulture),
        Guid g => g.ToString("D"),
        Enum e => e.ToString(),
        _ => OfElement(JsonSerializer.SerializeToElement(value, value.GetType(), JsonOptions)),
    };

    /// <summary>The JSON form of a value.</summary>
    /// <param name="value">Any value that has one.</param>
    public static JsonElement ToElement(object? value) =>
        value is JsonElement e ? e : JsonSerializer.SerializeToElement(value, JsonOptions);

    internal static object? OfElement(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => OfNumber(element),
        _ => element,
    };

    internal static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string s: writer.WriteStringValue(s); break;
            case bool b: writer.WriteBooleanValue(b); break;
            case long l: writer.WriteNumberValue(l); break;
            case double d: writer.WriteNumberValue(d); break;
            case decimal m: writer.WriteNumberValue(m); break;
            case JsonElement e: e.WriteTo(writer); break;
            default: ToElement(value).WriteTo(writer); break;
        }
    }

    private static object OfNumber(JsonElement element)
    {
        if (element.TryGetInt64(out var integer))
        {
            return integer;
        }

        var number = element.GetDouble();
        var exact = number.ToString("R", CultureInfo.InvariantCulture) == element.GetRawText();
        return !exact && element.TryGetDecimal(out var dec) ? OfDecimal(dec) : OfDouble(number);
    }

    private static object OfDouble(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new NotSupportedException($"{value.ToString(CultureInfo.InvariantCulture)} has no JSON form.");
        }

        return Math.Abs(value) <= MaxExactInteger && Math.Floor(value) == value ? (object)(long)value : value;
    }

    private static object OfDecimal(decimal value) =>
        decimal.Truncate(value) == value && value is >= long.MinValue and <= long.MaxValue ? (object)(long)value : value;
}
