using System.Text.Json.Nodes;
using Becs.Workflows.Journal;
using Becs.Workflows.Storage;
using StoredIncident = Becs.Persistence.Workflows.IncidentRow;

namespace Becs.Server.Designer.Instances;

/// <summary>One line of an instance's journal, in the words of Elsa's log.</summary>
internal sealed record StoryLine(JournalEntry Entry, JournalRecord Record, long Sequence, string NodeId, string? Name)
{
    public string EventName => Record.Event == JournalEvent.Cancelled ? "Canceled" : Record.Event.ToString();
}

/// <summary>One execution of an activity, from its first line to its last.</summary>
internal sealed class StoryExecution(StoryLine first)
{
    public StoryLine First { get; } = first;

    public StoryLine Last { get; set; } = first;

    public bool HasBookmarks { get; set; }

    public StoredIncident? Incident { get; set; }

    public string Id => First.Record.ActivityInstanceId;

    public bool IsDone => Last.Record.Event is JournalEvent.Completed or JournalEvent.Skipped or JournalEvent.Cancelled;

    public bool IsFaulted => Incident is not null || Last.Record.Event == JournalEvent.Faulted;

    public string Status => Last.Record.Event switch
    {
        JournalEvent.Completed or JournalEvent.Skipped => "Completed",
        JournalEvent.Cancelled => "Canceled",
        _ => IsFaulted ? "Faulted" : "Running",
    };
}

/// <summary>
/// The journal of one instance as lines and executions. An open incident left nothing in the journal — its burst was dropped — so it is
/// shown at the activity it stopped.
/// </summary>
internal sealed class InstanceStory
{
    private InstanceStory(IReadOnlyList<StoryLine> lines, IReadOnlyList<StoryExecution> executions) =>
        (Lines, Executions) = (lines, executions);

    public IReadOnlyList<StoryLine> Lines { get; }

    public IReadOnlyList<StoryExecution> Executions { get; }

    public static InstanceStory Of(
        IReadOnlyList<JournalEntry> journal, IReadOnlyDictionary<string, string> nodeIds, IReadOnlyDictionary<string, string> names,
        IEnumerable<StoredBookmark> waits, IEnumerable<StoredIncident> incidents)
    {
        var lines = journal.SelectMany(e => e.Records.Select(r => (Entry: e, Record: r))).Select((l, i) => new StoryLine(
            l.Entry, l.Record, i, nodeIds.GetValueOrDefault(l.Record.ActivityId, l.Record.ActivityId), names.GetValueOrDefault(l.Record.ActivityId)))
            .ToList();
        var executions = new Dictionary<string, StoryExecution>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (executions.TryGetValue(line.Record.ActivityInstanceId, out var known))
            {
                known.Last = line;
            }
            else
            {
                executions[line.Record.ActivityInstanceId] = new StoryExecution(line);
            }
        }

        foreach (var wait in waits)
        {
            if (executions.TryGetValue(wait.Bookmark.ActivityInstanceId, out var waiting))
            {
                waiting.HasBookmarks = true;
            }
        }

        foreach (var incident in incidents)
        {
            if (executions.Values.LastOrDefault(e => e.First.Record.ActivityId == incident.ActivityId && !e.IsDone) is { } stopped)
            {
                stopped.Incident = incident;
            }
        }

        return new(lines, [.. executions.Values]);
    }

    /// <summary>What a line tells beside its event: outcomes, noted data, facts read. Ids and codes only.</summary>
    public static JsonObject Payload(JournalRecord record)
    {
        var payload = new JsonObject();
        if (record.Outcomes is { Count: > 0 } outcomes)
        {
            payload["outcomes"] = new JsonArray([.. outcomes.Select(o => (JsonNode?)o)]);
        }

        if (record.Data is { } data)
        {
            payload["data"] = JsonNode.Parse(data.GetRawText());
        }

        if (record.Facts is { Count: > 0 } facts)
        {
            payload["facts"] = new JsonArray([.. facts.Select(f => (JsonNode)new JsonObject
            {
                ["name"] = f.Name, ["value"] = JsonNode.Parse(f.Value.GetRawText()),
            })]);
        }

        return payload;
    }
}
