using Becs.Workflows.Journal;

namespace Becs.Workflows.Migrating;

/// <summary>How a step of an instance last ended.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Outcomes">The outcomes it was left by.</param>
public sealed record StepDone(string Type, IReadOnlyList<string> Outcomes);

/// <summary>What an instance did, read from its journal.</summary>
public static class DoneSteps
{
    /// <summary>Each step it completed, under the id the version it runs now has for it. What the journal does not say was not done.</summary>
    /// <param name="journal">Its whole journal, in order.</param>
    /// <param name="moves">New ids by old ones, of each time a plan took it over or back, in order; of the way back it is not read.</param>
    public static IReadOnlyDictionary<string, StepDone> Of(
        IEnumerable<JournalEntry> journal, IReadOnlyList<IReadOnlyDictionary<string, string>> moves)
    {
        var (done, before, move) = (New(), New(), 0);
        foreach (var entry in journal)
        {
            if (entry.Stimulus == InstanceMigrator.Over)
            {
                (before, done) = (done, move < moves.Count ? Moved(done, moves[move]) : New());
                move++;
            }
            else if (entry.Stimulus == InstanceMigrator.Back)
            {
                (done, before) = (before, New());
                move++;
            }

            foreach (var record in entry.Records.Where(r => r.Event == JournalEvent.Completed))
            {
                done[record.ActivityId] = new StepDone(record.Type, record.Outcomes ?? []);
            }
        }

        return done;
    }

    private static Dictionary<string, StepDone> New() => new(StringComparer.Ordinal);

    private static Dictionary<string, StepDone> Moved(Dictionary<string, StepDone> done, IReadOnlyDictionary<string, string> mapping)
    {
        var moved = New();
        foreach (var (id, step) in done)
        {
            if (mapping.TryGetValue(id, out var named) || !mapping.Values.Contains(named = id))
            {
                moved[named] = step;
            }
        }

        return moved;
    }
}
