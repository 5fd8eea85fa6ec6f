using System.Text.Json.Nodes;

namespace Becs.Server.Designer.Definitions;

/// <summary>A part of a definition by its node id, with the way that leads there: what Studio asks for when it enters a container.</summary>
internal static class Subgraph
{
    /// <summary>The activity with that node id; the workflow itself when none is named.</summary>
    public static JsonObject? Node(JsonObject definition, string? nodeId) =>
        nodeId is null or "" or ActivityTree.WorkflowNodeId ? Workflow(definition)
        : Find(definition, nodeId) is { } place ? NodeOf(place) : null;

    public static JsonObject? Segments(JsonObject definition, string? childNodeId)
    {
        if (childNodeId is null || Find(definition, childNodeId) is not { } place)
        {
            return null;
        }

        var segments = new List<JsonObject>();
        for (var above = place.Parent; above?.Parent is not null; above = above.Parent)
        {
            segments.Insert(0, new JsonObject
            {
                ["activityNodeId"] = above.Parent.NodeId,
                ["activityId"] = above.Parent.Id,
                ["activityType"] = above.Parent.Type,
                ["activityName"] = above.Parent.Json.Text("name"),
                ["portName"] = above.Port,
            });
        }

        return new JsonObject
        {
            ["childNode"] = NodeOf(place),
            ["container"] = place.Parent is { Parent: not null } inside ? NodeOf(inside) : Workflow(definition),
            ["pathSegments"] = new JsonArray([.. segments]),
        };
    }

    private static ActivityPlace? Find(JsonObject definition, string nodeId) =>
        ActivityTree.Of(definition).FirstOrDefault(a => a.NodeId == nodeId);

    private static JsonObject NodeOf(ActivityPlace place) => new()
    {
        ["nodeId"] = place.NodeId,
        ["port"] = place.Port,
        ["activity"] = place.Json.DeepClone(),
    };

    private static JsonObject Workflow(JsonObject definition) => new()
    {
        ["nodeId"] = ActivityTree.WorkflowNodeId,
        ["port"] = "Root",
        ["activity"] = new JsonObject
        {
            ["identity"] = new JsonObject
            {
                ["definitionId"] = definition.Text("definitionId"),
                ["version"] = definition.Number("version"),
                ["id"] = definition.Text("id"),
            },
            ["publication"] = new JsonObject { ["isLatest"] = definition.Flag("isLatest"), ["isPublished"] = definition.Flag("isPublished") },
            ["inputs"] = definition["inputs"]?.DeepClone(),
            ["outputs"] = definition["outputs"]?.DeepClone(),
            ["outcomes"] = definition["outcomes"]?.DeepClone(),
            ["workflowMetadata"] = new JsonObject
            {
                ["name"] = definition.Text("name"),
                ["description"] = definition.Text("description"),
                ["createdAt"] = definition.Text("createdAt"),
                ["toolVersion"] = definition.Text("toolVersion"),
            },
            ["options"] = definition["options"]?.DeepClone(),
            ["isReadonly"] = definition.Flag("isReadonly"),
            ["isSystem"] = false,
            ["definitionHandle"] = new JsonObject { ["definitionVersionId"] = definition.Text("id") },
            ["result"] = null,
            ["root"] = definition["root"]?.DeepClone(),
            ["id"] = ActivityTree.WorkflowNodeId,
            ["nodeId"] = ActivityTree.WorkflowNodeId,
            ["name"] = null,
            ["type"] = "Elsa.Workflow",
            ["version"] = 1,
            ["customProperties"] = new JsonObject(),
            ["metadata"] = new JsonObject(),
        },
    };
}
