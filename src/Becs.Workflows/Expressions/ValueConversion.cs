using System.Globalization;
using System.Text.Json;
using Becs.Workflows.Errors;

namespace Becs.Workflows.Expressions;

/// <summary>Converts plain values to the types activities ask for; refuses what would lose meaning.</summary>
public static class ValueConversion
{
    /// <summary>Converts a value.</summary>
    /// <param name="value">A plain value, text from the designer, or already the right type.</param>
    /// <param name="path">Where it came from, for the message.</param>
    /// <typeparam name="T">The type wanted.</typeparam>
    /// <exception cref="ExpressionException">It cannot be converted.</exception>
    public static T? To<T>(object? value, string? path = null)
    {
        if (value is T already)
        {
            return already;
        }

        return value is null ? default : (T?)To(value, typeof(T), path);
    }

    /// <summary>As <see cref="To{T}"/> for a type known at run time.</summary>
    /// <param name="value">The value.</param>
    /// <param name="type">The type wanted.</param>
    /// <param name="path">Where it came from, for the message.</param>
    public static object? To(object? value, Type type, string? path = null)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null || type.IsInstanceOfType(value))
        {
            return value;
        }

        try
        {
            return Convert(value, type);
        }
        catch (Exception e) when (e is FormatException or OverflowException or InvalidCastException or JsonException
            or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            throw new ExpressionException($"the value cannot be read as {type.Name}: {e.Message}", path, e);
        }
    }

    private static object? Convert(object value, Type type)
    {
        if (value is JsonElement element && PlainValue.OfElement(element) is var plain and not JsonElement)
        {
            return plain is null ? null : To(plain, type);
        }

        return value switch
        {
            string text => FromText(text, type),
            bool or long or int or double or decimal => FromScalar(value, type),
            JsonElement json when type == typeof(string) => json.GetRawText(),
            JsonElement json => json.Deserialize(type, PlainValue.JsonOptions),
            _ when type == typeof(string) => System.Convert.ToString(PlainValue.Of(value), CultureInfo.InvariantCulture),
            _ => PlainValue.ToElement(value).Deserialize(type, PlainValue.JsonOptions),
        };
    }

    private static object? FromScalar(object value, Type type)
    {
        if (type == typeof(string))
        {
            return value is bool b ? (b ? "true" : "false") : System.Convert.ToString(value, CultureInfo.InvariantCulture);
        }

        if (type.IsEnum)
        {
            return Enum.ToObject(type, value);
        }

        if (type == typeof(JsonElement))
        {
            return PlainValue.ToElement(value);
        }

        var isFraction = value is double or decimal;
        if (isFraction && IsInteger(type) && System.Convert.ToDecimal(value, CultureInfo.InvariantCulture) % 1 != 0)
        {
            throw new FormatException("A fraction is not an integer.");
        }

        return value is bool && type != typeof(bool)
            ? throw new InvalidCastException()
            : type == typeof(bool) && value is not bool
                ? throw new InvalidCastException()
                : System.Convert.ChangeType(value, type, CultureInfo.InvariantCulture);
    }

    private static object? FromText(string text, Type type)
    {
        if (type == typeof(bool))
        {
            return bool.Parse(text);
        }

        if (type.IsEnum)
        {
            return Enum.Parse(type, text, ignoreCase: true);
        }

        if (type == typeof(JsonElement))
        {
            return JsonSerializer.SerializeToElement(text);
        }

        var culture = CultureInfo.InvariantCulture;
        return type switch
        {
            _ when type == typeof(TimeSpan) => TimeSpan.Parse(text, culture),
            _ when type == typeof(DateTime) => DateTimeOffset.Parse(text, culture, DateTimeStyles.AssumeUniversal).UtcDateTime,
            _ when type == typeof(DateTimeOffset) => DateTimeOffset.Parse(text, culture, DateTimeStyles.AssumeUniversal),
            _ when type == typeof(DateOnly) => DateOnly.Parse(text, culture),
            _ when type == typeof(Guid) => Guid.Parse(text),
            _ when type == typeof(Uri) => text.Length == 0 ? null : new Uri(text, UriKind.RelativeOrAbsolute),
            _ when IsInteger(type) || type == typeof(double) || type == typeof(decimal) || type == typeof(float) =>
                System.Convert.ChangeType(decimal.Parse(text, NumberStyles.Float, culture), type, culture),
            _ when text.Length == 0 => null,
            _ => JsonSerializer.Deserialize(text, type, PlainValue.JsonOptions),
        };
    }

    private static bool IsInteger(Type type) =>
        type == typeof(int) || type == typeof(long) || type == typeof(short) || type == typeof(byte) || type == typeof(uint);
}
