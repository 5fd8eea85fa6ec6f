using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Becs.Workflows.Errors;

namespace Becs.Workflows.State;

/// <summary>The compact JSON of an instance: a format number, no type names, nothing that is default.</summary>
/// <param name="upcasters">Read older formats; one per format.</param>
public sealed class WorkflowStateSerializer(params IEnumerable<IStateUpcaster> upcasters)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(), new PlainObjectConverter() },
    };

    /// <summary>How what this build writes begins; jsonb puts it elsewhere, which costs one more reading.</summary>
    private static readonly string CurrentStart = $"{{\"format\":{WorkflowState.CurrentFormat},";

    private readonly Dictionary<int, IStateUpcaster> _upcasters = upcasters.ToDictionary(u => u.FromFormat);

    /// <summary>Writes a state.</summary>
    /// <param name="state">The state.</param>
    public string Serialize(WorkflowState state)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Options.Encoder }))
        {
            StateWriter.Write(writer, state);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads a state of this or an older format.</summary>
    /// <param name="json">What was stored.</param>
    /// <exception cref="StateFormatException">It is not a state, or of a format this build does not know.</exception>
    public WorkflowState Deserialize(string json)
    {
        try
        {
            if (json.StartsWith(CurrentStart, StringComparison.Ordinal))
            {
                return JsonSerializer.Deserialize<WorkflowState>(json, Options)!;
            }

            using var document = JsonDocument.Parse(json);
            var format = document.RootElement.TryGetProperty("format", out var value) ? value.GetInt32() : 0;
            var node = (JsonObject)JsonNode.Parse(json)!;
            while (format < WorkflowState.CurrentFormat && _upcasters.TryGetValue(format, out var upcaster))
            {
                upcaster.Upcast(node);
                node["format"] = ++format;
            }

            return format == WorkflowState.CurrentFormat
                ? node.Deserialize<WorkflowState>(Options)!
                : throw new StateFormatException($"State format {format} is not known to this build.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or InvalidCastException or FormatException or NotSupportedException)
        {
            throw new StateFormatException($"The stored state cannot be read: {e.Message}", e);
        }
    }

    private sealed class PlainObjectConverter : JsonConverter<object>
    {
        public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return Expressions.PlainValue.OfElement(document.RootElement.Clone());
        }

        public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options) =>
            Expressions.PlainValue.Write(writer, value);
    }
}
