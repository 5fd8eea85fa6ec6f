using Becs.Domain.Gates;
using Becs.Domain.Tasks;
using Becs.Persistence.Workflows;
using Becs.Workflows.Journal;
using Becs.Workflows.Migrating;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

/// <summary>A case as it stood at a moment: its journal up to then, tasks made and not closed then, and what was decided and refused.</summary>
public sealed class PastInstanceQueries
{
    private readonly ReadDatabase _reads;

    internal PastInstanceQueries(ReadDatabase reads) => _reads = reads;

    /// <returns>Null when there is no such case.</returns>
    public async Task<PastInstance?> FindAsync(Guid id, DateTime at, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var row = await db.Set<InstanceRow>().Where(i => i.Id == id)
            .Select(i => new { i.SiteId, i.DefinitionId, i.CreatedAt, i.FinishedAt, i.SubStatus, i.CorrelationId }).SingleOrDefaultAsync(cancellationToken);
        if (row is null)
        {
            return null;
        }

        var hasEnded = row.FinishedAt <= at;
        var (journal, later) = await JournalAsync(db, id, at, cancellationToken);
        var called = CalledThen(journal, later);
        var archived = await db.Set<ArchivedJournalRow>().Where(a => a.InstanceId == id).Select(a => a.FileName).SingleOrDefaultAsync(cancellationToken);
        var tasks = (await db.Set<WorkTask>().Where(t => t.InstanceId == id && t.CreatedAt <= at).OrderBy(t => t.CreatedAt).ToListAsync(cancellationToken))
            .ConvertAll(t => PastFacts.Of(t, at)).ConvertAll(t => t.IsOpen ? t with { ActivityId = called.GetValueOrDefault(t.ActivityId ?? "", t.ActivityId!) } : t);
        var timers = await (
            from t in db.Set<TimerRow>()
            join b in db.Set<BookmarkRow>() on t.BookmarkId equals b.Id
            where t.InstanceId == id && b.CreatedAt <= at
            select new PastTimer(t.ActivityId, b.CreatedAt, t.DueAt)).ToListAsync(cancellationToken);
        timers = timers.ConvertAll(t => t with { ActivityId = called.GetValueOrDefault(t.ActivityId, t.ActivityId) });
        var incidents = await db.Set<IncidentRow>().Where(i => i.InstanceId == id && i.CreatedAt <= at && (i.ResolvedAt == null || i.ResolvedAt > at))
            .Select(i => new PastIncident(i.Id, i.ActivityId, i.Message, i.CreatedAt)).ToListAsync(cancellationToken);
        return new PastInstance(
            id, row.SiteId, row.DefinitionId, row.CreatedAt, row.CreatedAt <= at, hasEnded ? row.FinishedAt : null, hasEnded ? row.SubStatus.ToString() : null,
            journal.Count > 0 ? journal[^1].PackageHash : null, row.CorrelationId, journal, journal.Count == 0 ? archived : null, tasks, timers, incidents,
            await DecisionsAsync(db, id, tasks, at, cancellationToken),
            await PastFacts.RefusalsAsync(db, [id, .. tasks.Select(t => t.Id)], row.CreatedAt, at, cancellationToken));
    }

    // In the order of their numbers, up to the first that is later: a clock that was set back moves nothing before what came before it.
    private static async Task<(IReadOnlyList<JournalEntry> Until, IReadOnlyList<JournalEntry> Later)> JournalAsync(
        BecsDbContext db, Guid id, DateTime at, CancellationToken cancellationToken)
    {
        var rows = (await db.Set<JournalRow>().Where(j => j.InstanceId == id).OrderBy(j => j.Sequence).ToListAsync(cancellationToken)).ConvertAll(JournalStore.Of);
        var until = rows.TakeWhile(j => j.At <= at).Count();
        return (rows[..until], rows[until..]);
    }

    /// <summary>The ids of then by those of today, of steps it waited at before a plan gave them another: rows of tasks and timers say where they are now.</summary>
    private static Dictionary<string, string> CalledThen(IReadOnlyList<JournalEntry> until, IReadOnlyList<JournalEntry> later)
    {
        var called = new Dictionary<string, string>(StringComparer.Ordinal);
        var then = until.SelectMany(e => e.Records).GroupBy(r => r.ActivityInstanceId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last().ActivityId, StringComparer.Ordinal);
        foreach (var moved in later.Where(e => e.Stimulus is InstanceMigrator.Over or InstanceMigrator.Back).SelectMany(e => e.Records)
            .GroupBy(r => r.ActivityInstanceId, StringComparer.Ordinal).Where(g => then.ContainsKey(g.Key)))
        {
            called[moved.Last().ActivityId] = then[moved.Key];
        }

        return called;
    }

    // Decisions are found by what they are about, which is what the case's tasks are about.
    private static async Task<IReadOnlyList<PastDecision>> DecisionsAsync(
        BecsDbContext db, Guid id, List<PastTask> tasks, DateTime at, CancellationToken cancellationToken)
    {
        var subjects = tasks.Select(t => t.SubjectId).OfType<Guid>().Distinct().ToList();
        var kinds = tasks.Select(t => t.SubjectKind).OfType<string>().Distinct().ToList();
        return await PastFacts.OfAsync(
            db, db.Set<GateDecision>().Where(d => kinds.Contains(d.SubjectKind) && subjects.Contains(d.SubjectId) && (d.InstanceId == null || d.InstanceId == id)), at,
            cancellationToken);
    }
}
