using System.Text.Json.Nodes;

namespace Becs.Workflows.Comparing;

/// <summary>Reads an arrow's JSON.</summary>
internal static class Arrow
{
    public static (string Source, string Port, string Target) Ends(JsonObject arrow) =>
        (Text(arrow["source"], "activity") ?? "", Text(arrow["source"], "port") ?? "Done", Text(arrow["target"], "activity") ?? "");

    private static string? Text(JsonNode? owner, string name) => (owner as JsonObject)?[name]?.ToString();
}
