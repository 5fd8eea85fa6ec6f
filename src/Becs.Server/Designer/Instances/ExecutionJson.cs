using System.Text.Json.Nodes;
using Becs.Server.Designer.Definitions;

namespace Becs.Server.Designer.Instances;

/// <summary>Executions of activities as Elsa's API writes them.</summary>
internal static class ExecutionJson
{
    public static object Whole(InstanceBook book, StoryExecution e) => new
    {
        workflowInstanceId = book.Stored.Id,
        activityId = e.First.Record.ActivityId,
        activityNodeId = e.First.NodeId,
        activityType = e.First.Record.Type,
        activityTypeVersion = e.First.Record.Version,
        activityName = e.First.Name,
        activityState = State(e),
        payload = InstanceStory.Payload(e.Last.Record),
        outputs = Outputs(book, e),
        properties = new { },
        metadata = new { },
        exception = Exception(e),
        startedAt = e.First.Entry.At,
        hasBookmarks = e.HasBookmarks,
        status = e.Status,
        aggregateFaultCount = e.IsFaulted ? 1 : 0,
        completedAt = e.IsDone ? e.Last.Entry.At : (DateTime?)null,
        schedulingActivityExecutionId = e.First.Record.ParentActivityInstanceId is { } parent ? ExecutionId.Of(book.Stored.Id, parent) : null,
        callStackDepth = Stack(book, e).Count - 1,
        id = ExecutionId.Of(book.Stored.Id, e.Id),
    };

    public static object Summary(InstanceBook book, StoryExecution e) => new
    {
        workflowInstanceId = book.Stored.Id,
        activityId = e.First.Record.ActivityId,
        activityNodeId = e.First.NodeId,
        activityType = e.First.Record.Type,
        activityTypeVersion = e.First.Record.Version,
        activityName = e.First.Name,
        startedAt = e.First.Entry.At,
        hasBookmarks = e.HasBookmarks,
        status = e.Status,
        metadata = new { },
        aggregateFaultCount = e.IsFaulted ? 1 : 0,
        completedAt = e.IsDone ? e.Last.Entry.At : (DateTime?)null,
        id = ExecutionId.Of(book.Stored.Id, e.Id),
    };

    /// <summary>What Studio writes on each box: how often it began and ended, whether it waits or stopped.</summary>
    public static IEnumerable<object> Stats(InstanceBook book, IReadOnlyCollection<string> nodeIds) => book.Story.Executions
        .Where(e => nodeIds.Count == 0 || nodeIds.Contains(e.First.NodeId)).GroupBy(e => e.First.NodeId).Select(g => new
        {
            activityId = g.First().First.Record.ActivityId,
            activityNodeId = g.Key,
            startedCount = g.Count(),
            completedCount = g.Count(e => e.IsDone),
            uncompletedCount = g.Count(e => !e.IsDone),
            isBlocked = g.Any(e => e.HasBookmarks),
            isFaulted = g.Any(e => e.IsFaulted),
            aggregateFaultCount = g.Count(e => e.IsFaulted),
            metadata = new { },
        });

    /// <summary>From the root down to the execution.</summary>
    public static IReadOnlyList<StoryExecution> Stack(InstanceBook book, StoryExecution execution)
    {
        var stack = new List<StoryExecution>();
        for (var at = execution; at is not null && !stack.Contains(at);
             at = book.Story.Executions.FirstOrDefault(e => e.Id == at.First.Record.ParentActivityInstanceId))
        {
            stack.Insert(0, at);
        }

        return stack;
    }

    /// <summary>Inputs are not part of the journal: what the activity noted and read is.</summary>
    private static JsonObject State(StoryExecution e) => InstanceStory.Payload(e.First.Record) is { Count: > 0 } told ? told
        : InstanceStory.Payload(e.Last.Record);

    private static Dictionary<string, object?> Outputs(InstanceBook book, StoryExecution e) =>
        book.State.ActivityOutputs.TryGetValue(e.First.Record.ActivityId, out var outputs) ? outputs.ToDictionary() : [];

    private static object? Exception(StoryExecution e) =>
        e.Incident is { } incident ? new { type = incident.ExceptionType, message = incident.Message } : null;
}
