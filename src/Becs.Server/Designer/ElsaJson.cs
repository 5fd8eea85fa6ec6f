using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Becs.Domain.Shared;
using Becs.Server.Hosting;

namespace Becs.Server.Designer;

/// <summary>
/// JSON as Elsa's API writes and reads it: camelCase, nothing that is null, enums by their names, times with an offset. Unknown fields are
/// kept, as a definition is stored as it was sent; a field given twice is refused.
/// </summary>
internal static class ElsaJson
{
    /// <summary>Deepest nesting of a definition that is read; the engine reads no deeper one.</summary>
    private const int MostDepth = 64;

    public static readonly JsonDocumentOptions Reading = new() { MaxDepth = MostDepth, AllowDuplicateProperties = false };

    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = 2 * MostDepth,
        Converters = { new JsonStringEnumConverter(), new OffsetTime() },
    };

    public static IResult Ok(object value, int status = StatusCodes.Status200OK) => Results.Json(value, Options, statusCode: status);

    /// <summary>A list that is wholly in memory.</summary>
    public static IResult List<T>(IReadOnlyCollection<T> items) => Ok(new { items, count = items.Count });

    /// <summary>
    /// The one refusal Studio shows: 400 with its sentences under <c>errors</c>. Other statuses it swallows, and goes on as if all were saved.
    /// </summary>
    public static IResult Refused(string code, params IEnumerable<string> sentences) => Refused(code, [.. sentences], null);

    /// <summary>The same, with the draft that was kept in spite of it.</summary>
    public static IResult Refused(string code, IReadOnlyList<string> sentences, JsonObject? draft) => Results.Json(
        new
        {
            type = $"urn:becs:{code}",
            title = sentences[0],
            status = StatusCodes.Status400BadRequest,
            statusCode = StatusCodes.Status400BadRequest,
            message = sentences[0],
            code,
            errors = new { generalErrors = sentences },
            draft,
        },
        Options, "application/problem+json", StatusCodes.Status400BadRequest);

    /// <summary>The body of a request, which must be a JSON object.</summary>
    public static async Task<JsonObject> BodyAsync(HttpContext http) =>
        Parse(await BytesAsync(http.Request.Body, StrictJson.MaxBodyBytes, http.RequestAborted));

    public static JsonObject Parse(ReadOnlySpan<byte> utf8)
    {
        RequireReadable(utf8);
        return JsonNode.Parse(utf8, documentOptions: Reading) as JsonObject
            ?? throw new InputException("DSG-400", "body", "The request needs a JSON object.");
    }

    public static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json, documentOptions: Reading)!;

    /// <summary>Half a character, or bytes that are no text, would be found only where somebody reads them, deep in the server.</summary>
    private static void RequireReadable(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MostDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                {
                    _ = reader.GetString();
                }
            }
        }
        catch (InvalidOperationException)
        {
            throw new InputException("DSG-425", "body", "The request holds a text that cannot be read: half a character, or bytes that are not UTF-8.");
        }
    }

    /// <summary>Reads to the end, but never more than the limit.</summary>
    public static async Task<byte[]> BytesAsync(Stream stream, long most, CancellationToken cancellationToken)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (memory.Length + read > most)
            {
                throw new BadHttpRequestException($"More than {most} bytes.", StatusCodes.Status413PayloadTooLarge);
            }

            memory.Write(buffer, 0, read);
        }

        return memory.ToArray();
    }

    public static string? Text(this JsonObject? owner, string property) =>
        owner?[property] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    public static int? Number(this JsonObject? owner, string property) =>
        owner?[property] is JsonValue value && value.TryGetValue(out int number) ? number : null;

    public static bool? Flag(this JsonObject? owner, string property) =>
        owner?[property] is JsonValue value && value.TryGetValue(out bool flag) ? flag : null;

    public static IEnumerable<JsonObject> Items(this JsonObject? owner, string property) =>
        (owner?[property] as JsonArray)?.OfType<JsonObject>() ?? [];

    public static IReadOnlyList<string> Texts(this JsonObject? owner, string property) =>
        [.. ((owner?[property] as JsonArray)?.OfType<JsonValue>() ?? []).Select(v => v.TryGetValue(out string? text) ? text : null).OfType<string>()];

    private sealed class OffsetTime : JsonConverter<DateTime>
    {
        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset().UtcDateTime;

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'+00:00'", CultureInfo.InvariantCulture));
    }
}
