using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Persistence.ReadModel;
using Becs.Server.Designer.Definitions;
using Becs.Workflows.Definitions;

namespace Becs.Server.Designer.Descriptors;

/// <summary>
/// Describes every activity to Studio: those of this build, and those that only stored definitions still name. One missing descriptor would
/// make Studio show an empty canvas.
/// </summary>
internal sealed class ActivityDescriptors(ActivityRegistry registry, IDefinitionReads reads, DefinitionContents contents)
{
    private readonly Lazy<IReadOnlyDictionary<(string Type, int Version), JsonObject>> _own = new(() => OwnOf(registry));

    /// <summary>All descriptors, and a tag that changes when they do: Studio asks again after each save.</summary>
    public async Task<(JsonArray Items, string Tag)> ListAsync(CancellationToken cancellationToken)
    {
        var gone = new SortedSet<(string Type, int Version)>();
        foreach (var row in await reads.ListAsync(null, cancellationToken))
        {
            gone.UnionWith((await contents.ReadAsync(row, cancellationToken)).Types.Where(t => !_own.Value.ContainsKey(t)));
        }

        var items = new JsonArray([.. _own.Value.Values.Select(d => d.DeepClone())]);
        foreach (var (type, version) in gone)
        {
            items.Add((JsonNode)Gone(type, version));
        }

        var tag = string.Join('|', gone.Select(g => $"{g.Type}@{g.Version}"));
        return (items, $"\"{OwnTag[..16]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(tag)))[..16]}\"");
    }

    /// <summary>One type, the newest version unless one is named.</summary>
    public JsonObject? Find(string type, int? version) => _own.Value
        .Where(d => d.Key.Type == type && (version is null || d.Key.Version == version)).OrderByDescending(d => d.Key.Version)
        .Select(d => d.Value.DeepClone().AsObject()).FirstOrDefault();

    private string OwnTag => field ??= Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', _own.Value.Values.Select(d => d.ToJsonString())))));

    private static IReadOnlyDictionary<(string, int), JsonObject> OwnOf(ActivityRegistry registry)
    {
        var newest = registry.Descriptors.GroupBy(d => d.TypeName).ToDictionary(g => g.Key, g => g.Max(d => d.Version), StringComparer.Ordinal);
        var own = registry.Descriptors.ToDictionary(d => (d.TypeName, d.Version), d => Write(d, newest[d.TypeName] == d.Version));
        own.TryAdd(("Elsa.Workflow", 1), Frame("Elsa.Workflow", 1, "Workflows", "Workflow", "A workflow is an activity that executes its root activity."));
        own.TryAdd(("Elsa.NotFoundActivity", 1), Frame(
            "Elsa.NotFoundActivity", 1, "System", "Not Found Activity", "Stands for an activity whose type cannot be found."));
        return own;
    }

    private static JsonObject Write(ActivityDescriptor d, bool isNewest)
    {
        var json = Frame(d.TypeName, d.Version, d.Category, d.DisplayName, d.Description);
        json["clrType"] = d.ClrType.FullName;
        json["kind"] = d.Kind.ToString();
        json["inputs"] = new JsonArray([.. d.Inputs.Select(InputDescriptorJson.Write)]);
        json["outputs"] = new JsonArray([.. d.Outputs.Select(o => new JsonObject
        {
            ["name"] = o.Name,
            ["typeName"] = TypeAlias.Of(o.Type),
            ["displayName"] = o.DisplayName,
            ["description"] = o.Description,
            ["order"] = 0,
            ["isBrowsable"] = o.IsBrowsable,
            ["isSerializable"] = true,
            ["isSynthetic"] = false,
        })]);
        json["ports"] = new JsonArray([.. d.Ports.Select(p => new JsonObject
        {
            ["name"] = p.Name,
            ["displayName"] = p.DisplayName,
            ["type"] = p.IsEmbedded ? "Embedded" : "Flow",
            ["isBrowsable"] = true,
        })]);
        json["isContainer"] = d.IsContainer;
        json["isBrowsable"] = isNewest;
        json["isStart"] = d.IsStart;
        json["isTerminal"] = d.IsTerminal;
        return json;
    }

    /// <summary>A type this build has no more: shown on the canvas, not offered in the toolbox.</summary>
    private static JsonObject Gone(string type, int version) => Frame(
        type, version, "Not available", type[(type.LastIndexOf('.') + 1)..], "This version of the activity is not part of this build.");

    private static JsonObject Frame(string type, int version, string category, string displayName, string? description)
    {
        var dot = type.LastIndexOf('.');
        return new JsonObject
        {
            ["typeName"] = type,
            ["clrType"] = type,
            ["namespace"] = dot < 0 ? "" : type[..dot],
            ["name"] = type[(dot + 1)..],
            ["version"] = version,
            ["category"] = category,
            ["displayName"] = displayName,
            ["description"] = description,
            ["inputs"] = new JsonArray(),
            ["outputs"] = new JsonArray(),
            ["kind"] = "Action",
            ["runAsynchronously"] = false,
            ["ports"] = new JsonArray(),
            ["customProperties"] = new JsonObject { ["Type"] = type },
            ["constructionProperties"] = new JsonObject(),
            ["isContainer"] = false,
            ["isBrowsable"] = false,
            ["isStart"] = false,
            ["isTerminal"] = false,
        };
    }
}
