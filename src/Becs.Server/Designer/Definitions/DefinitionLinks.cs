using System.Text.Json.Nodes;

namespace Becs.Server.Designer.Definitions;

/// <summary>
/// The links by which Studio knows what may be done. Without <c>publish</c> it shows a version read-only; the server refuses all the same.
/// Running a workflow from the designer is never offered.
/// </summary>
internal static class DefinitionLinks
{
    public static JsonArray Of(DefinitionVersion version, bool mayPublish)
    {
        var path = $"/workflow-definitions/{version.Row.DefinitionId}";
        var links = new JsonArray
        {
            Link(path, "self", "GET"),
            Link($"/workflow-definitions/by-definition-id/{version.Row.DefinitionId}", "self", "GET"),
            Link($"{path}/versions", "versions", "GET"),
            Link($"{path}/export", "export", "POST"),
        };
        if (mayPublish)
        {
            links.Add(Link($"{path}/publish", "publish", "POST"));
            links.Add(Link($"{path}/retract", "retract", "POST"));
            links.Add(Link(path, "delete", "DELETE"));
            links.Add(Link($"{path}/import", "import", "PUT"));
        }

        return links;
    }

    /// <summary>Of the whole list: <c>bulk-publish</c> is what lets Studio offer to create and import.</summary>
    public static JsonArray OfList(bool mayEdit) => mayEdit
        ?
        [
            Link("/workflow-definitions", "self", "GET"),
            Link("/workflow-definitions", "create", "POST"),
            Link("/workflow-definitions/import", "import", "POST"),
            Link("/workflow-definitions/import-files", "import-files", "POST"),
            Link("/bulk-actions/publish/workflow-definitions/by-definition-ids", "bulk-publish", "POST"),
            Link("/bulk-actions/retract/workflow-definitions/by-definition-ids", "bulk-retract", "POST"),
            Link("/bulk-actions/delete/workflow-definitions/by-definition-id", "bulk-delete-by-definition-id", "POST"),
            Link("/bulk-actions/delete/workflow-definitions/by-id", "bulk-delete-by-id", "POST"),
        ]
        : [Link("/workflow-definitions", "self", "GET")];

    private static JsonObject Link(string href, string rel, string method) => new() { ["href"] = href, ["rel"] = rel, ["method"] = method };
}
