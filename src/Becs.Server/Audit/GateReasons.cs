using System.Text.Json;

namespace Becs.Server.Audit;

/// <summary>Why a gate let through or stopped, in short: the lines of its recorded vector that say something other than "clear".</summary>
internal static class GateReasons
{
    private const int Most = 100;

    public static IReadOnlyList<string> Of(JsonElement evidence) => [.. Lines(evidence).Take(Most)];

    private static IEnumerable<string> Lines(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var line in element.EnumerateArray().SelectMany(Lines))
            {
                yield return line;
            }
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        if (Text(element, "state") is { } state && state is not "Clear")
        {
            yield return string.Join(' ', new[]
            {
                Text(element, "blocker") ?? Text(element, "code") ?? Text(element, "rule"), state, Text(element, "reason"), Text(element, "ruleId"),
                Text(element, "procedure"),
            }.OfType<string>());
        }
        else
        {
            foreach (var line in element.EnumerateObject().SelectMany(p => Lines(p.Value)))
            {
                yield return line;
            }
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
