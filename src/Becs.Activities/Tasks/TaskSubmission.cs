using System.Globalization;
using System.Text.Json;
using Becs.Domain.Shared;

namespace Becs.Activities.Tasks;

/// <summary>
/// What a person submitted, as the operation hands it to the waiting activity. It comes from the completion of the task alone, never from a
/// workflow variable, so an edit to a workflow cannot forge it. The engine does not store it.
/// </summary>
/// <param name="TaskId">The task.</param>
/// <param name="Outcome">The outcome chosen, one of the task's.</param>
/// <param name="Data">The form's data, checked against the form at the door.</param>
public sealed record TaskSubmission(Guid TaskId, string Outcome, JsonElement Data)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Skip,
    };

    /// <summary>The version of the form that was filled in: the task's, which may be older than the package's newest.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int FormVersion { get; init; } = 1;

    /// <summary>The data as the record of a form.</summary>
    /// <exception cref="InputException">The data does not fit it: names the field.</exception>
    public T As<T>()
        where T : class
    {
        try
        {
            return Data.Deserialize<T>(Json) ?? throw new InputException("FRM-001", "data", "The form's data is missing.");
        }
        catch (JsonException e)
        {
            throw new InputException("FRM-002", e.Path ?? "data", $"The form's data does not fit at {e.Path}.");
        }
    }

    /// <summary>A text of the form, or null.</summary>
    public string? Text(string field) =>
        Data.ValueKind == JsonValueKind.Object && Data.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>A text the form must hold.</summary>
    /// <exception cref="InputException">It does not.</exception>
    public string RequiredText(string field) =>
        Text(field) is { Length: > 0 } text
            ? text
            : throw new InputException("FRM-003", field, $"'{field}' is required.");

    /// <summary>True when the form holds a true there; a missing answer is not true.</summary>
    public bool IsTrue(string field) =>
        Data.ValueKind == JsonValueKind.Object && Data.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>A whole number of the form, or null.</summary>
    public int? Number(string field) =>
        Data.ValueKind == JsonValueKind.Object && Data.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out var number)
            ? number
            : null;

    /// <summary>A whole number the form must hold.</summary>
    /// <exception cref="InputException">It does not.</exception>
    public int RequiredNumber(string field) => Number(field) ?? throw new InputException("FRM-003", field, $"'{field}' is required.");

    /// <summary>An instant of the form as UTC, or null.</summary>
    /// <exception cref="InputException">It is no date and time.</exception>
    public DateTime? Instant(string field) => Text(field) switch
    {
        null or "" => null,
        var text => DateTime.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var at)
            ? at.ToMicroseconds()
            : throw new InputException("FRM-004", field, $"'{field}' must be a date and time."),
    };

    internal static TaskSubmission Read(JsonElement? payload)
    {
        try
        {
            return payload?.Deserialize<TaskSubmission>(Json)
                ?? throw new InputException("FRM-001", "data", "The task was completed without a submission.");
        }
        catch (JsonException)
        {
            throw new InputException("FRM-001", "data", "What the task was resumed with is no submission.");
        }
    }
}
