using System.Text.Json;
using System.Text.Json.Serialization;

namespace Becs.Server.Hosting;

/// <summary>How the API reads and writes JSON: unknown fields, duplicate fields, unknown or numeric enum values and missing required fields are refused.</summary>
public static class StrictJson
{
    private const int MaxDepth = 32;

    /// <summary>Largest request body; larger ones are answered 413.</summary>
    public const long MaxBodyBytes = 2 * 1024 * 1024;

    public static JsonSerializerOptions Options { get; } = Apply(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>How answers are kept for replays: readable by later builds that know more or fewer fields.</summary>
    public static JsonSerializerOptions Stored { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.MaxDepth = MaxDepth;
        options.Converters.Add(new ReadableElements());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        return options;
    }

    /// <summary>
    /// A text inside free JSON is decoded when somebody reads it, deep in the server; what cannot be decoded (half a surrogate pair) is refused
    /// at the door instead.
    /// </summary>
    private sealed class ReadableElements : JsonConverter<JsonElement>
    {
        private static readonly JsonSerializerOptions Inner = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };

        public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var ahead = reader;
            var depth = ahead.CurrentDepth;
            do
            {
                if (ahead.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                {
                    try
                    {
                        ahead.GetString();
                    }
                    catch (InvalidOperationException e)
                    {
                        throw new JsonException("A text holds half a character.", e);
                    }
                }
            }
            while (ahead.Read() && ahead.CurrentDepth > depth);

            return JsonSerializer.Deserialize<JsonElement>(ref reader, Inner);
        }

        public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) => value.WriteTo(writer);
    }
}
