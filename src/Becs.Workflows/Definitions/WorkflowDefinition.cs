using System.Text.Json;
using Becs.Workflows.Errors;
using Becs.Workflows.Memory;
using Becs.Workflows.Models;

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

    /// <summary>What it declares about its inputs.</summary>
    public required IReadOnlyList<InputDefinition> InputDefinitions { get; init; }

    /// <summary>What it declares about its outputs.</summary>
    public required IReadOnlyList<OutputDefinition> OutputDefinitions { get; init; }

    /// <summary>Its options.</summary>
    public required WorkflowOptions Options { get; init; }

    /// <summary>The outcomes it may complete with.</summary>
    public required IReadOnlyList<string> Outcomes { get; init; }

    /// <summary>The document as UTF-8 JSON, with everything that was in it.</summary>
    /// <param name="isIndented">Whether a person is to read it.</param>
    public byte[] ToJson(bool isIndented = false)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions
        {
            Indented = isIndented,
            Encoder = Expressions.PlainValue.JsonOptions.Encoder,
        }))
        {
            Document.WriteTo(writer);
        }

        return stream.ToArray();
    }

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

        if (!TextCheck.IsReadable(document))
        {
            throw Refused("json.text", "$", "a text is not valid UTF-8, or holds half of a character.");
        }

        if (!document.TryGetProperty("root", out var root) || root.ValueKind != JsonValueKind.Object)
        {
            throw Refused("root.missing", "$.root", "a definition needs a root activity.");
        }

        var inputs = DefinitionReader.Inputs(document);
        var outputs = DefinitionReader.Outputs(document);
        return new WorkflowDefinition(document)
        {
            DefinitionId = Json.Text(document, "definitionId") ?? Json.Text(document, "id") ?? "",
            Version = Json.Number(document, "version") ?? 1,
            Name = Json.Text(document, "name"),
            Description = Json.Text(document, "description"),
            Root = root,
            Variables = ReadVariables(document, "$"),
            Inputs = [.. inputs.Select(i => i.Name)],
            Outputs = [.. outputs.Select(o => o.Name)],
            InputDefinitions = inputs,
            OutputDefinitions = outputs,
            Options = DefinitionReader.Options(document),
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

    private static DefinitionException Refused(string code, string path, string message) =>
        new(new DefinitionProblem(code, path, message));
}
