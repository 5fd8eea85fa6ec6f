using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Persistence.ReadModel;
using Becs.Server.Designer.Definitions;
using Becs.Workflows;

namespace Becs.Server.Designer.Instances;

/// <summary>Instances, journals and executions as Elsa's API writes them.</summary>
internal static class InstanceJson
{
    /// <summary>A case stopped by an incident is shown as faulted: it cannot go on by itself.</summary>
    public static string SubStatus(WorkflowStatus status, WorkflowSubStatus subStatus, int incidents) =>
        status != WorkflowStatus.Finished && incidents > 0 ? nameof(WorkflowSubStatus.Faulted) : subStatus.ToString();

    public static object Row(InstanceListRow i) => new
    {
        id = i.Id.ToString("D"),
        definitionId = i.DefinitionId,
        definitionVersionId = i.PackageHash,
        version = i.Version,
        status = i.Status,
        subStatus = SubStatus(i.Status, i.SubStatus, i.Incidents),
        correlationId = i.CorrelationId,
        parentWorkflowInstanceId = i.ParentInstanceId?.ToString("D"),
        name = i.Name,
        incidentCount = i.Incidents,
        createdAt = i.CreatedAt,
        updatedAt = i.UpdatedAt,
        finishedAt = i.FinishedAt,
    };

    public static object Whole(InstanceBook book)
    {
        var (stored, incidents) = (book.Stored, book.Incidents.Count);
        var subStatus = SubStatus(stored.Status, stored.SubStatus, incidents);
        return new
        {
            id = stored.Id,
            definitionId = stored.DefinitionId,
            definitionVersionId = stored.PackageHash,
            version = stored.Version,
            parentWorkflowInstanceId = stored.ParentInstanceId,
            workflowState = State(book, subStatus),
            status = stored.Status,
            subStatus,
            isExecuting = false,
            correlationId = stored.CorrelationId,
            name = stored.Name,
            incidentCount = incidents,
            isSystem = false,
            createdAt = stored.CreatedAt,
            updatedAt = stored.UpdatedAt,
            finishedAt = stored.FinishedAt,
        };
    }

    public static IReadOnlyList<JsonObject> Variables(InstanceBook book)
    {
        var found = new List<JsonObject>();
        var definition = book.Definition.Copy();
        var scoped = ActivityTree.Of(definition).SelectMany(a => a.Json.Items("variables"));
        foreach (var variable in definition.Items("variables").Concat(scoped).Where(v => v.Text("name") is not null))
        {
            var id = variable.Text("id") ?? variable.Text("name")!;
            var written = new JsonObject { ["id"] = id, ["name"] = variable.Text("name") };
            if (book.State.Variables.GetValueOrDefault(id) is { } value)
            {
                written["value"] = Node(value);
            }

            found.Add(written);
        }

        return found;
    }

    public static object Line(StoryLine line) => new
    {
        id = $"{line.Entry.Sequence}-{line.Sequence}",
        activityInstanceId = ExecutionId.Of(line.Entry.InstanceId, line.Record.ActivityInstanceId),
        parentActivityInstanceId = line.Record.ParentActivityInstanceId is { } parent ? ExecutionId.Of(line.Entry.InstanceId, parent) : null,
        activityId = line.Record.ActivityId,
        activityType = line.Record.Type,
        activityTypeVersion = line.Record.Version,
        activityName = line.Name,
        nodeId = line.NodeId,
        timestamp = line.Entry.At,
        sequence = line.Sequence,
        eventName = line.EventName,
        source = line.Entry.Stimulus,
        payload = InstanceStory.Payload(line.Record),
    };

    private static object State(InstanceBook book, string subStatus) => new
    {
        id = book.Stored.Id,
        definitionId = book.Stored.DefinitionId,
        definitionVersionId = book.Stored.PackageHash,
        definitionVersion = book.Stored.Version,
        correlationId = book.Stored.CorrelationId,
        name = book.Stored.Name,
        status = book.Stored.Status,
        subStatus,
        isExecuting = false,
        bookmarks = book.Waits.Select(w => new
        {
            id = w.Bookmark.Id,
            name = w.Bookmark.Name,
            hash = w.Bookmark.Hash,
            payload = w.Bookmark.Payload,
            activityId = w.Bookmark.ActivityId,
            activityNodeId = w.Bookmark.ActivityNodeId,
            activityInstanceId = ExecutionId.Of(book.Stored.Id, w.Bookmark.ActivityInstanceId),
            createdAt = w.Bookmark.CreatedAt,
            autoBurn = w.Bookmark.AutoBurn,
            callbackMethodName = w.Bookmark.CallbackMethodName,
            autoComplete = w.Bookmark.AutoComplete,
        }),
        incidents = book.Incidents.Select(i => new
        {
            activityId = i.ActivityId ?? "",
            activityNodeId = book.Definition.NodeIds.GetValueOrDefault(i.ActivityId ?? "", ""),
            activityInstanceId = book.Story.Executions.FirstOrDefault(e => e.Incident?.Id == i.Id) is { } stopped
                ? ExecutionId.Of(book.Stored.Id, stopped.Id)
                : "",
            activityType = i.ActivityType ?? "",
            message = i.Message,
            exception = new { type = i.ExceptionType, message = i.Message },
            timestamp = i.CreatedAt,
        }),
        isSystem = false,
        completionCallbacks = Array.Empty<string>(),
        activityExecutionContexts = book.State.Executions.Select(e => new
        {
            id = ExecutionId.Of(book.Stored.Id, e.Id),
            callStackDepth = 0,
            parentContextId = e.ParentId is { } parent ? ExecutionId.Of(book.Stored.Id, parent) : null,
            scheduledActivityNodeId = book.Definition.NodeIds.GetValueOrDefault(e.ActivityId, e.ActivityId),
            ownerActivityNodeId = OwnerOf(book, e.ActivityId),
            properties = new { },
            metadata = new { },
            activityState = new { },
            dynamicVariables = Array.Empty<string>(),
            status = "Running",
            isExecuting = false,
            faultCount = 0,
            startedAt = e.StartedAt,
        }),
        scheduledActivities = Array.Empty<string>(),
        executionLogSequence = book.Story.Lines.Count,
        input = book.State.Input,
        output = Values(book.State.Output),
        properties = Values(book.State.Properties),
        createdAt = book.Stored.CreatedAt,
        updatedAt = book.Stored.UpdatedAt,
        finishedAt = book.Stored.FinishedAt,
    };

    private static string OwnerOf(InstanceBook book, string activityId)
    {
        var node = book.Definition.NodeIds.GetValueOrDefault(activityId, "");
        return node.LastIndexOf(':') is > 0 and var colon ? node[..colon] : ActivityTree.WorkflowNodeId;
    }

    private static Dictionary<string, JsonNode?> Values(IReadOnlyDictionary<string, object?> values) =>
        values.ToDictionary(p => p.Key, p => p.Value is null ? null : Node(p.Value));

    private static JsonNode? Node(object value) => JsonSerializer.SerializeToNode(value, ElsaJson.Options);
}
