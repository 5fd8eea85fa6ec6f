using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Becs.Workflows.Errors;

namespace Becs.Workflows.Definitions.Packages;

/// <summary>
/// RFC 8785 (JSON Canonicalization Scheme) with two more rules: text is normalised to NFC, and what two readers could
/// read differently (duplicate keys, numbers beyond a double, lone surrogates) is refused.
/// </summary>
public static class CanonicalJson
{
    private const int DepthLimit = 64;

    /// <summary>The canonical bytes of a JSON text.</summary>
    /// <param name="utf8Json">UTF-8 JSON.</param>
    /// <exception cref="CanonicalJsonException">It is not JSON or has no canonical form.</exception>
    public static byte[] Canonicalize(ReadOnlyMemory<byte> utf8Json)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8Json, new JsonDocumentOptions { MaxDepth = DepthLimit });
            return Canonicalize(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new CanonicalJsonException($"Not JSON: {e.Message}", e);
        }
    }

    /// <summary>The canonical bytes of a JSON value.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="CanonicalJsonException">It has no canonical form.</exception>
    public static byte[] Canonicalize(JsonElement value)
    {
        var text = new StringBuilder(4096);
        try
        {
            Write(text, value, "$");
        }
        catch (InvalidOperationException e)
        {
            throw new CanonicalJsonException("A text is not valid Unicode.", e);
        }

        return new UTF8Encoding(false, true).GetBytes(text.ToString());
    }

    private static void Write(StringBuilder text, JsonElement value, string path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object: WriteObject(text, value, path); break;
            case JsonValueKind.Array: WriteArray(text, value, path); break;
            case JsonValueKind.String: WriteText(text, value.GetString()!, path); break;
            case JsonValueKind.Number: WriteNumber(text, value, path); break;
            case JsonValueKind.True: text.Append("true"); break;
            case JsonValueKind.False: text.Append("false"); break;
            default: text.Append("null"); break;
        }
    }

    private static void WriteObject(StringBuilder text, JsonElement value, string path)
    {
        var members = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal); // by UTF-16 code unit
        foreach (var member in value.EnumerateObject())
        {
            if (!members.TryAdd(Normal(member.Name, path), member.Value))
            {
                throw new CanonicalJsonException($"{path}: the key '{member.Name}' stands there twice.");
            }
        }

        text.Append('{');
        var separator = "";
        foreach (var (name, member) in members)
        {
            text.Append(separator);
            WriteText(text, name, path);
            text.Append(':');
            Write(text, member, $"{path}.{name}");
            separator = ",";
        }

        text.Append('}');
    }

    private static void WriteArray(StringBuilder text, JsonElement value, string path)
    {
        text.Append('[');
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (index > 0)
            {
                text.Append(',');
            }

            Write(text, item, $"{path}[{index++}]");
        }

        text.Append(']');
    }

    private static void WriteText(StringBuilder text, string value, string path)
    {
        text.Append('"');
        foreach (var c in Normal(value, path))
        {
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\b': text.Append("\\b"); break;
                case '\f': text.Append("\\f"); break;
                case '\n': text.Append("\\n"); break;
                case '\r': text.Append("\\r"); break;
                case '\t': text.Append("\\t"); break;
                case < ' ': text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)); break;
                default: text.Append(c); break;
            }
        }

        text.Append('"');
    }

    private static string Normal(string value, string path)
    {
        try
        {
            return value.IsNormalized(NormalizationForm.FormC) ? value : value.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException e)
        {
            throw new CanonicalJsonException($"{path}: a text is not valid Unicode.", e);
        }
    }

    private static void WriteNumber(StringBuilder text, JsonElement value, string path)
    {
        var number = value.GetDouble();
        if (!double.IsFinite(number))
        {
            throw new CanonicalJsonException($"{path}: the number {value.GetRawText()} is too large.");
        }

        if (IsPlainInteger(value.GetRawText()) && Math.Abs(number) > 9007199254740991)
        {
            throw new CanonicalJsonException(
                $"{path}: the integer {value.GetRawText()} is beyond 2^53-1; write it as text.");
        }

        text.Append(EcmaScriptNumber.Format(number));
    }

    private static bool IsPlainInteger(string raw) => raw.AsSpan().IndexOfAnyExceptInRange('0', '9') is -1
        || (raw[0] == '-' && raw.AsSpan(1).IndexOfAnyExceptInRange('0', '9') is -1);
}
