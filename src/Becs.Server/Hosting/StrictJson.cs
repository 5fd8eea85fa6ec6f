using System.Text.Json;
using System.Text.Json.Serialization;

namespace Becs.Server.Hosting;

/// <summary>How the API reads and writes JSON: unknown fields, duplicate fields, unknown or numeric enum values and missing required fields are refused.</summary>
public static class StrictJson
{
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
        options.MaxDepth = 32;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        return options;
    }
}
