using System.Text.Json;
using Becs.Workflows.Models;

namespace Becs.Workflows.Definitions;

/// <summary>Reads the parts of a definition that are not activities.</summary>
internal static class DefinitionReader
{
    public static InputDefinition[] Inputs(JsonElement document) =>
        [.. Named(document, "inputs").Select(i => new InputDefinition(
            Json.Text(i, "name")!, Json.Text(i, "type") ?? "Object", Json.IsTrue(i, "isArray"), Json.Text(i, "displayName"),
            Json.Text(i, "description"), Json.Text(i, "category"), Json.Text(i, "uiHint"), Json.Text(i, "storageDriverType")))];

    public static OutputDefinition[] Outputs(JsonElement document) =>
        [.. Named(document, "outputs").Select(o => new OutputDefinition(
            Json.Text(o, "name")!, Json.Text(o, "type") ?? "Object", Json.IsTrue(o, "isArray"), Json.Text(o, "displayName"),
            Json.Text(o, "description"), Json.Text(o, "category")))];

    public static WorkflowOptions Options(JsonElement document) =>
        Json.Object(document, "options") is not { } options ? new WorkflowOptions() : new WorkflowOptions(
            options.TryGetProperty("usableAsActivity", out var usable) && usable.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? usable.GetBoolean() : null,
            Json.IsTrue(options, "autoUpdateConsumingWorkflows"), Json.Text(options, "activityCategory"),
            Json.Text(options, "activationStrategyType"), Json.Text(options, "incidentStrategyType"),
            Json.Text(options, "commitStrategyName"));

    private static IEnumerable<JsonElement> Named(JsonElement document, string property) =>
        Json.Items(document, property).Where(i => Json.Text(i, "name") is not null);
}
