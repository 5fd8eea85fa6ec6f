using System.Text.Json;

namespace Becs.Workflows.Definitions;

/// <summary>Reads optional parts of a document without throwing: Studio sends null, or leaves things out.</summary>
internal static class Json
{
    public static string? Text(JsonElement owner, string property) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(property, out var value)
            && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static int? Number(JsonElement owner, string property) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(property, out var value)
            && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    public static JsonElement? Object(JsonElement owner, string property) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(property, out var value)
            && value.ValueKind == JsonValueKind.Object ? value : null;

    public static IEnumerable<JsonElement> Items(JsonElement owner, string property) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(property, out var value)
            && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    public static bool IsTrue(JsonElement owner, string property) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(property, out var value)
            && value.ValueKind == JsonValueKind.True;

    public static string Camel(string name) =>
        name.Length == 0 || char.IsLower(name[0]) ? name : JsonNamingPolicy.CamelCase.ConvertName(name);
}
