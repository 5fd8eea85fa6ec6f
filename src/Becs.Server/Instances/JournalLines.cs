using Becs.Domain.Tasks;
using Becs.Workflows.Journal;

namespace Becs.Server.Instances;

/// <summary>The journal of a case as lines to read: what ended, what waits, what failed. Beginnings are left out; they say nothing new.</summary>
internal static class JournalLines
{
    public static IReadOnlyList<JournalLine> Of(
        IReadOnlyList<JournalEntry> journal, GraphView graph, IReadOnlyList<WorkTask> tasks, IReadOnlyDictionary<Guid, string> names,
        JournalWords words)
    {
        var drawn = graph.Nodes.ToDictionary(n => n.Id, n => n.Title, StringComparer.Ordinal);
        return [.. journal.SelectMany(entry => entry.Records.Where(r => r.Event is not (JournalEvent.Started or JournalEvent.Resumed)
                && drawn.ContainsKey(r.ActivityId))
            .Select(record => new JournalLine(
                entry.At, drawn[record.ActivityId], words.What(record.Event), words.Outcomes(record.Outcomes),
                Who(entry, record, tasks, names), words.Notes(record), entry.PackageHash, entry.Sequence)))];
    }

    /// <summary>Who did the task that ended here: it was closed in the same burst.</summary>
    private static string Who(
        JournalEntry entry, JournalRecord record, IReadOnlyList<WorkTask> tasks, IReadOnlyDictionary<Guid, string> names) =>
        tasks.FirstOrDefault(t => t.ActivityId == record.ActivityId && record.Event == JournalEvent.Completed && t.ClosedAt == entry.At)
            is { CompletedById: { } person } ? names.GetValueOrDefault(person, "")
            : record.Event == JournalEvent.Completed ? JournalWords.By(record) ?? "" : "";
}
