using System.Text.Json;
using Becs.Workflows.Errors;
using Becs.Workflows.Memory;

namespace Becs.Workflows.Definitions;

/// <summary>
/// An Elsa 3 definition document, read but not compiled. <see cref="Document"/> keeps everything in it.
/// </summary>
public sealed class WorkflowDefinition
{
    private WorkflowDefinition(JsonElement document) => Document = document;

    /// <summary>The whole document, nothing lost.</summary>
    public JsonElement Document { get; }

    /// <summary>The stable id.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>The version.</summary>
    public required int Version { get; init; }

    /// <summary>The name.</summary>
    public required string? Name { get; init; }

    /// <summary>The description.</summary>
    public required string? Description { get; init; }

    /// <summary>The root activity.</summary>
    public required JsonElement Root { get; init; }

    /// <summary>The workflow's variables.</summary>
    public required IReadOnlyList<Variable> Variables { get; init; }

    /// <summary>The names of its inputs.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>The names of its outputs.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>The outcomes it may complete with.</summary>
    public required IReadOnlyList<string> Outcomes { get; init; }

    /// <summary>Reads a document.</summary>
    /// <param name="utf8Json">UTF-8 JSON.</param>
    /// <exception cref="DefinitionException">It is not JSON, or has no root.</exception>
    public static WorkflowDefinition Parse(ReadOnlyMemory<byte> utf8Json)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8Json, new JsonDocumentOptions { MaxDepth = 64 });
            return Parse(document.RootElement.Clone());
        }
        catch (JsonException e)
        {
            throw new DefinitionException(new DefinitionProblem("json.invalid", "$", e.Message));
        }
    }

    /// <summary>Reads a document.</summary>
    /// <param name="document">The definition object.</param>
    /// <exception cref="DefinitionException">It has no root.</exception>
    public static WorkflowDefinition Parse(JsonElement document)
    {
        if (document.ValueKind != JsonValueKind.Object)
        {
            throw Refused("json.notAnObject", "$", "a definition is a JSON object.");
        }

        if (!document.TryGetProperty("root", out var root) || root.ValueKind != JsonValueKind.Object)
        {
            throw Refused("root.missing", "$.root", "a definition needs a root activity.");
        }

        return new WorkflowDefinition(document)
        {
            DefinitionId = Json.Text(document, "definitionId") ?? Json.Text(document, "id") ?? "",
            Version = Json.Number(document, "version") ?? 1,
            Name = Json.Text(document, "name"),
            Description = Json.Text(document, "description"),
            Root = root,
            Variables = ReadVariables(document, "$"),
            Inputs = Names(document, "inputs"),
            Outputs = Names(document, "outputs"),
            Outcomes = Json.Items(document, "outcomes")
                .Where(o => o.ValueKind == JsonValueKind.String).Select(o => o.GetString()!).ToArray(),
        };
    }

    internal static IReadOnlyList<Variable> ReadVariables(JsonElement owner, string path)
    {
        var variables = new List<Variable>();
        foreach (var item in Json.Items(owner, "variables"))
        {
            var name = Json.Text(item, "name")
                ?? throw Refused("variable.nameless", $"{path}.variables[{variables.Count}]", "a variable needs a name.");
            variables.Add(new Variable(name, item.TryGetProperty("value", out var value) ? value.Clone() : null,
                Json.Text(item, "id"))
            {
                TypeName = Json.Text(item, "typeName") ?? "Object",
                IsArray = item.TryGetProperty("isArray", out var isArray) && isArray.ValueKind == JsonValueKind.True,
            });
        }

        return variables;
    }

    private static string[] Names(JsonElement document, string property) =>
        Json.Items(document, property).Select(i => Json.Text(i, "name")).OfType<string>().ToArray();

    private static DefinitionException Refused(string code, string path, string message) =>
        new(new DefinitionProblem(code, path, message));
}
