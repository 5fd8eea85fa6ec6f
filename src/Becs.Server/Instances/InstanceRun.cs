using Becs.Domain.Tasks;
using Becs.Workflows.Journal;
using Becs.Workflows.Storage;
using StoredIncident = Becs.Persistence.Workflows.IncidentRow;

namespace Becs.Server.Instances;

/// <summary>What one run did on the graph, told by its journal, its bookmarks and its open incidents.</summary>
/// <param name="Nodes">By activity id.</param>
/// <param name="Taken">Connections followed: source activity and outcome.</param>
internal sealed record InstanceRun(IReadOnlyDictionary<string, GraphNodeRun> Nodes, IReadOnlySet<(string Activity, string Outcome)> Taken)
{
    public static InstanceRun Of(
        IReadOnlyList<JournalEntry> journal, IReadOnlyList<StoredBookmark> waits, IReadOnlyList<StoredIncident> incidents, IEnumerable<WorkTask> open)
    {
        var nodes = new Dictionary<string, GraphNodeRun>(StringComparer.Ordinal);
        var taken = new HashSet<(string, string)>();
        foreach (var record in journal.SelectMany(e => e.Records))
        {
            var before = nodes.GetValueOrDefault(record.ActivityId);
            var visits = (before?.Visits ?? 0) + (record.Event == JournalEvent.Started ? 1 : 0);
            nodes[record.ActivityId] = new(StateOf(record.Event), Visits: Math.Max(visits, 1));
            if (record.Event is JournalEvent.Completed or JournalEvent.Skipped)
            {
                taken.UnionWith((record.Outcomes is { Count: > 0 } named ? named : ["Done"]).Select(o => (record.ActivityId, o)));
            }
        }

        foreach (var wait in waits.Where(w => nodes.ContainsKey(w.Bookmark.ActivityId)))
        {
            nodes[wait.Bookmark.ActivityId] = nodes[wait.Bookmark.ActivityId] with { State = ActivityState.Waiting };
        }

        // Where a person is asked, the box leads to the task.
        foreach (var task in open.Where(t => t.ActivityId is { } id && nodes.ContainsKey(id)))
        {
            nodes[task.ActivityId!] = nodes[task.ActivityId!] with { State = ActivityState.Current, Url = $"/tasks/{task.Id.Value:D}" };
        }

        foreach (var incident in incidents.Where(i => i.ActivityId is not null))
        {
            nodes[incident.ActivityId!] = new(ActivityState.Faulted, incident.Message);
        }

        return new(nodes, taken);
    }

    private static ActivityState StateOf(JournalEvent happened) => happened switch
    {
        JournalEvent.Completed => ActivityState.Done,
        JournalEvent.Suspended => ActivityState.Waiting,
        JournalEvent.Faulted => ActivityState.Faulted,
        JournalEvent.Cancelled => ActivityState.Cancelled,
        JournalEvent.Skipped => ActivityState.Skipped,
        _ => ActivityState.Current,
    };
}
