using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Becs.Workflows.Definitions.Packages;

/// <summary>A package without what only the eye sees: layout, names, descriptions.</summary>
internal static class BehaviourView
{
    private static readonly string[] ActivityTexts = ["metadata", "nodeId"];
    private static readonly string[] DesignerOnly = ["source", "notFoundConnections", "logPersistenceMode", "logPersistenceConfig"];
    private static readonly string[] DefinitionTexts = ["name", "description", "version"];
    private static readonly string[] ItemTexts = ["displayName", "description", "category", "uiHint"];

    public static string HashOf(JsonElement package) =>
        Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Canonicalize(JsonSerializer.SerializeToElement(Of(package)))));

    /// <summary>What is hashed, and what a difference in behaviour is a difference of.</summary>
    public static JsonObject Of(JsonElement package)
    {
        var view = JsonNode.Parse(package.GetRawText())!.AsObject();
        if (view["definition"] is JsonObject definition)
        {
            Remove(definition, DefinitionTexts);
            foreach (var item in Items(definition, "inputs").Concat(Items(definition, "outputs")))
            {
                Remove(item, ItemTexts);
            }

            if (definition["root"] is JsonObject root)
            {
                Strip(root, NamesRead.By(root));
            }
        }

        return view;
    }

    /// <summary>
    /// The order of a flowchart's activities decides at most which of several starts is taken, and Studio changes it when
    /// a box is moved: it is sorted away. The order of arrows stays: branches run in it.
    /// </summary>
    private static void Strip(JsonObject activity, NamesRead names)
    {
        Remove(activity, ActivityTexts);
        if (activity["name"] is not JsonValue name || !names.Has(name.ToString()))
        {
            activity.Remove("name");
        }

        if (activity["customProperties"] is JsonObject custom)
        {
            Remove(custom, DesignerOnly);
        }

        foreach (var connection in Items(activity, "connections"))
        {
            connection.Remove("vertices");
        }

        foreach (var (_, value) in activity.ToArray())
        {
            if (value is JsonObject child && child.ContainsKey("type") && child.ContainsKey("id"))
            {
                Strip(child, names);
            }
        }

        foreach (var (_, value) in activity.ToArray())
        {
            foreach (var item in (value as JsonArray)?.OfType<JsonObject>() ?? [])
            {
                if (item.ContainsKey("type") && item.ContainsKey("id"))
                {
                    Strip(item, names);
                }
                else if (item["activity"] is JsonObject child && child.ContainsKey("id"))
                {
                    Strip(child, names); // inside a case
                }
            }
        }

        if (activity["type"]?.ToString() == "Elsa.Flowchart" && activity["activities"] is JsonArray children)
        {
            var sorted = children.OrderBy(c => c?["id"]?.ToString(), StringComparer.Ordinal).ToArray();
            children.Clear();
            foreach (var child in sorted)
            {
                children.Add(child);
            }
        }
    }

    private static IEnumerable<JsonObject> Items(JsonObject owner, string name) =>
        owner[name] is JsonArray items ? items.OfType<JsonObject>() : [];

    private static void Remove(JsonObject owner, string[] names)
    {
        foreach (var name in names)
        {
            owner.Remove(name);
        }
    }
}
