using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Workflows.Definitions;

namespace Becs.Server.Designer.Definitions;

/// <summary>
/// Writes a version as Studio reads it: the stored JSON with the envelope the server owns, no collection missing, a node id on every
/// activity, and each input in the form its descriptor announces. Nothing else of it is touched.
/// </summary>
internal sealed class DefinitionWriter(ActivityRegistry registry)
{
    /// <summary>Studio's own version, which it writes into what it saves.</summary>
    public const string ToolVersion = "3.8.2.0";

    public const string Schema = "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json";

    /// <summary>What the server says of a version; never stored with a draft.</summary>
    public static readonly IReadOnlyList<string> Envelope =
    [
        "$schema", "links", "id", "definitionId", "createdAt", "version", "isReadonly", "isSystem", "isLatest", "isPublished", "tenantId",
        "materializerName", "isMaterializerAvailable", "providerName",
    ];

    private static readonly string[] Lists = ["variables", "inputs", "outputs", "outcomes"];

    public JsonObject Write(DefinitionVersion version, DefinitionContent content, bool withLinks = true)
    {
        var stored = content.Copy();
        var written = new JsonObject();
        if (withLinks)
        {
            written["links"] = DefinitionLinks.Of(version, mayPublish: version.IsEditable);
        }

        written["id"] = version.Id;
        written["definitionId"] = version.Row.DefinitionId;
        written["name"] = version.Row.Name;
        written["description"] = content.Description;
        written["createdAt"] = JsonSerializer.SerializeToNode(version.Row.CreatedAt, ElsaJson.Options);
        written["version"] = version.Row.Version;
        written["toolVersion"] = Version.TryParse(stored.Text("toolVersion"), out var tool) ? tool.ToString() : ToolVersion;
        foreach (var list in Lists)
        {
            written[list] = stored[list] is JsonArray given ? given.DeepClone() : new JsonArray();
        }

        written["customProperties"] = stored["customProperties"] is JsonObject custom ? custom.DeepClone() : new JsonObject();
        written["isReadonly"] = !version.IsEditable;
        written["isSystem"] = false;
        written["isLatest"] = version.IsLatest;
        written["isPublished"] = version.IsPublished;
        written["options"] = stored["options"] is JsonObject options ? options.DeepClone() : new JsonObject();
        foreach (var (name, value) in stored.Where(p => !written.ContainsKey(p.Key) && !Envelope.Contains(p.Key) && p.Key != "root"))
        {
            written[name] = value?.DeepClone();
        }

        written["root"] = stored["root"] is JsonObject root ? Named(root.DeepClone().AsObject()) : Named([]);
        Complete(written);
        return written;
    }

    public static JsonObject Summary(DefinitionVersion version, DefinitionContent content, bool mayPublish = false) => new()
    {
        ["links"] = DefinitionLinks.Of(version, mayPublish),
        ["isMaterializerAvailable"] = true,
        ["id"] = version.Id,
        ["definitionId"] = version.Row.DefinitionId,
        ["name"] = version.Row.Name,
        ["description"] = content.Description,
        ["version"] = version.Row.Version,
        ["toolVersion"] = ToolVersion,
        ["isLatest"] = version.IsLatest,
        ["isPublished"] = version.IsPublished,
        ["providerName"] = version.IsDraft ? "Draft" : "Package",
        ["materializerName"] = "Json",
        ["createdAt"] = JsonSerializer.SerializeToNode(version.Row.CreatedAt, ElsaJson.Options),
        ["isReadonly"] = !version.IsEditable,
    };

    /// <summary>What Studio cannot show without: node ids, and inputs in the form of their descriptors.</summary>
    private void Complete(JsonObject definition)
    {
        foreach (var place in ActivityTree.Of(definition))
        {
            place.Json["nodeId"] = place.NodeId;
            place.Json["customProperties"] ??= new JsonObject();
            place.Json["metadata"] ??= new JsonObject();
            if (registry.TryFind(place.Type, place.Version, out var descriptor))
            {
                foreach (var input in descriptor.Inputs.Where(i => i.IsWrapped))
                {
                    Wrap(place.Json, input);
                }
            }
        }
    }

    /// <summary>A raw literal where an expression is expected would crash Studio's panel; a missing type name loses the editor's hint.</summary>
    private static void Wrap(JsonObject activity, InputDescriptor input)
    {
        var name = JsonNamingPolicy.CamelCase.ConvertName(input.Name);
        if (activity[name] is not { } value)
        {
            return;
        }

        if (value is JsonObject wrapped && (wrapped.ContainsKey("expression") || wrapped.ContainsKey("memoryReference")))
        {
            wrapped["typeName"] ??= TypeAlias.Of(input.Type);
            return;
        }

        activity[name] = new JsonObject
        {
            ["typeName"] = TypeAlias.Of(input.Type),
            ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value.DeepClone() },
        };
    }

    /// <summary>A broken draft may lack what every activity has; Studio cannot open it then.</summary>
    private static JsonObject Named(JsonObject root)
    {
        root["id"] = root.Text("id") is { Length: > 0 } id ? id : "Flowchart1";
        root["type"] = root.Text("type") is { Length: > 0 } type ? type : "Elsa.Flowchart";
        root["version"] ??= 1;
        return root;
    }
}
