using System.Text.Json;
using Becs.Workflows;
using Becs.Workflows.Expressions;

namespace Becs.Http;

/// <summary>What came of a request, as it resumes the activity.</summary>
/// <param name="StatusCode">The status; null if there was no answer.</param>
/// <param name="ContentType">The media type of the content.</param>
/// <param name="Content">The content as text.</param>
/// <param name="Headers">The headers of the answer.</param>
/// <param name="Failure"><see cref="FailedToConnect"/> or <see cref="Timeout"/> if there was no answer.</param>
public sealed record HttpAnswer(
    int? StatusCode,
    string? ContentType = null,
    string? Content = null,
    IReadOnlyDictionary<string, string[]>? Headers = null,
    string? Failure = null)
{
    /// <summary>Nobody answered there.</summary>
    public const string FailedToConnect = nameof(FailedToConnect);

    /// <summary>It took too long.</summary>
    public const string Timeout = nameof(Timeout);

    /// <summary>The payload that resumes the activity.</summary>
    public JsonElement ToPayload() => JsonSerializer.SerializeToElement(this, PlainValue.JsonOptions);

    internal static HttpAnswer Of(ActivityExecutionContext context) =>
        (context.ResumePayload ?? default) is { ValueKind: JsonValueKind.Object } payload
            && payload.Deserialize<HttpAnswer>(PlainValue.JsonOptions) is { } answer
                ? answer
                : new HttpAnswer(null, Failure: FailedToConnect);

    /// <summary>JSON as what it says, anything else as text.</summary>
    internal object? Parsed()
    {
        if (Content is null || ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) != true)
        {
            return Content;
        }

        try
        {
            return JsonSerializer.Deserialize<JsonElement>(Content);
        }
        catch (JsonException)
        {
            return Content;
        }
    }
}
