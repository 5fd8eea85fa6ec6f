using System.Text.Json;
using System.Text.Json.Serialization;
using Becs.Workflows.Errors;
using Becs.Workflows.Expressions;

namespace Becs.Workflows.Journal;

/// <summary>The records of a journal row as compact JSON.</summary>
public static class JournalSerializer
{
    private static readonly JsonSerializerOptions Options = new(PlainValue.JsonOptions)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Writes the records of a burst.</summary>
    /// <param name="records">The records.</param>
    public static string Serialize(IReadOnlyList<JournalRecord> records) => JsonSerializer.Serialize(records, Options);

    /// <summary>Reads the records of a burst.</summary>
    /// <param name="json">What was stored.</param>
    /// <exception cref="StateFormatException">It cannot be read.</exception>
    public static IReadOnlyList<JournalRecord> Deserialize(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<List<JournalRecord>>(json, Options) ?? [];
        }
        catch (JsonException e)
        {
            throw new StateFormatException($"The journal cannot be read: {e.Message}", e);
        }
    }
}
