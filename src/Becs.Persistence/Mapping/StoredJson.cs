using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Encodings.Web;

namespace Becs.Persistence.Mapping;

/// <summary>How values are written to JSON columns and bodies: camelCase, enums by name, wrapped ids as their value. Stored: frozen.</summary>
internal static class StoredJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T? Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options);

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        };
        options.Converters.Add(new JsonStringEnumConverter());
        foreach (var wrapped in WrappedValues.All)
        {
            options.Converters.Add((JsonConverter)Activator.CreateInstance(
                typeof(WrappedJson<,>).MakeGenericType(wrapped.Type, wrapped.Inner), wrapped)!);
        }

        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class WrappedJson<TWrapped, TInner>(WrappedValue wrapped) : JsonConverter<TWrapped>
    {
        private readonly Func<TWrapped, TInner> _out = (Func<TWrapped, TInner>)wrapped.Out.Compile();
        private readonly Func<TInner, TWrapped> _in = (Func<TInner, TWrapped>)wrapped.In.Compile();

        public override TWrapped? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            _in(JsonSerializer.Deserialize<TInner>(ref reader, options)!);

        public override void Write(Utf8JsonWriter writer, TWrapped value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, _out(value), options);

        public override TWrapped ReadAsPropertyName(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            _in(JsonSerializer.Deserialize<TInner>($"\"{reader.GetString()}\"", options)!);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, TWrapped value, JsonSerializerOptions options) =>
            writer.WritePropertyName(_out(value)!.ToString()!);
    }
}
