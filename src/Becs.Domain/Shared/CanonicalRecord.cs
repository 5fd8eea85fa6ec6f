using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Becs.Domain.Shared;

/// <summary>
/// The one byte form of a record as it was shown to a person: a flat JSON object, keys in ordinal order, UTF-8, no white space. Its hash is
/// what a signature is tied to (21 CFR 11.70).
/// </summary>
public sealed class CanonicalRecord
{
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly SortedDictionary<string, object?> _fields = new(StringComparer.Ordinal);

    public CanonicalRecord Add(string name, string? value)
    {
        _fields.Add(name, value);
        return this;
    }

    public CanonicalRecord Add(string name, Guid? value) => Add(name, value?.ToString("D"));

    public CanonicalRecord Add(string name, long value) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>UTC to microseconds.</summary>
    public CanonicalRecord Add(string name, DateTime? value) =>
        Add(name, value?.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));

    /// <summary>The values in the order given.</summary>
    public CanonicalRecord AddList(string name, IEnumerable<string> values)
    {
        _fields.Add(name, values.ToArray());
        return this;
    }

    public byte[] ToBytes()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, _options))
        {
            json.WriteStartObject();
            foreach (var (name, value) in _fields)
            {
                json.WritePropertyName(name);
                Write(json, value);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>SHA-256, lower-case hex.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(ToBytes()));

    private static void Write(Utf8JsonWriter json, object? value)
    {
        if (value is not string[] list)
        {
            json.WriteStringValue((string?)value);
            return;
        }

        json.WriteStartArray();
        foreach (var item in list)
        {
            json.WriteStringValue(item);
        }

        json.WriteEndArray();
    }
}
