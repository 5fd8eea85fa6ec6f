using Becs.Domain.ChangeControl;
using Becs.Domain.Tasks;
using Becs.Workflows;
using Becs.Workflows.Migrating;
using Becs.Workflows.Models;
using Becs.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Workflows;

internal sealed class InFlightStore(BecsDbContext db, InstanceStore instances) : IInFlight
{
    // Where an instance waits is inside the text of its bookmarks, which the engine alone writes.
    private const string CountOnPostgres = CountSteps + "(b.body::json ->> 'activityId')" + CountRest;
    private const string CountOnSqlite = CountSteps + "json_extract(b.body, '$.activityId')" + CountRest;

    private const string CountSteps = "SELECT i.package_hash AS package_hash, ";

    private const string CountRest = """
         AS step_id, CAST(COUNT(DISTINCT i.id) AS integer) AS instances
        FROM workflow_instances i JOIN bookmarks b ON b.instance_id = i.id
        WHERE i.definition_id = {0} AND i.status = 'Running'
        GROUP BY 1, 2
        UNION ALL
        SELECT i.package_hash, NULL, CAST(COUNT(*) AS integer) FROM workflow_instances i
        WHERE i.definition_id = {0} AND i.status = 'Running' GROUP BY i.package_hash
        ORDER BY 1, 2
        """;

    public async Task<IReadOnlyList<InFlightCount>> CountAsync(string definitionId, CancellationToken cancellationToken = default)
    {
        return await db.Database.SqlQueryRaw<InFlightCount>(db is PostgresBecsDbContext ? CountOnPostgres : CountOnSqlite, definitionId).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<InFlightInstance>> NextAsync(
        string packageHash, Guid? after, int limit, CancellationToken cancellationToken = default) =>
        await WithTasksAsync(await db.Set<InstanceRow>().AsNoTracking()
            .Where(i => i.PackageHash == packageHash && i.Status == WorkflowStatus.Running && (after == null || i.Id.CompareTo(after.Value) > 0))
            .OrderBy(i => i.Id).Take(limit).ToListAsync(cancellationToken), cancellationToken);

    public async Task<InFlightInstance?> FindAsync(Guid instance, CancellationToken cancellationToken = default) =>
        (await WithTasksAsync(await db.Set<InstanceRow>().AsNoTracking().Where(i => i.Id == instance).ToListAsync(cancellationToken), cancellationToken))
            .SingleOrDefault();

    public void StageGoOver(StoredInstance instance, long expectedRowVersion, IReadOnlyList<Bookmark> changed)
    {
        instances.StageUpdate(instance, expectedRowVersion);
        foreach (var bookmark in changed)
        {
            var row = new BookmarkRow { Id = bookmark.Id, InstanceId = Guid.Parse(instance.Id), Name = bookmark.Name, Hash = bookmark.Hash, CreatedAt = bookmark.CreatedAt };
            db.Attach(row);
            db.Entry(row).Property(r => r.Body).CurrentValue = BookmarkText.Write(bookmark);
            if (bookmark.DueAt is { } due)
            {
                var timer = new TimerRow { BookmarkId = bookmark.Id, InstanceId = row.InstanceId, DueAt = due };
                db.Attach(timer);
                db.Entry(timer).Property(t => t.ActivityId).CurrentValue = bookmark.ActivityId;
            }
        }
    }

    private async Task<IReadOnlyList<InFlightInstance>> WithTasksAsync(List<InstanceRow> rows, CancellationToken cancellationToken)
    {
        var ids = rows.ConvertAll(r => (Guid?)r.Id);
        var tasks = await db.Set<WorkTask>().AsNoTracking().Where(t => ids.Contains(t.InstanceId) && t.State != TaskState.Cancelled)
            .Select(t => new { t.InstanceId, t.State, t.FormKey, t.FormVersion, t.ActivityId }).ToListAsync(cancellationToken);
        var stopped = await db.Set<IncidentRow>().Where(i => ids.Contains(i.InstanceId) && i.Resolution == null).Select(i => i.InstanceId)
            .ToListAsync(cancellationToken);
        var done = await DoneAsync(rows.ConvertAll(r => r.Id), cancellationToken);
        var byInstance = tasks.ToLookup(t => t.InstanceId);
        return [.. rows.Select(r => new InFlightInstance(
            InstanceStore.Of(r), r.SiteId,
            [.. byInstance[r.Id].Where(t => t.State != TaskState.Completed).Select(t => $"{t.FormKey}.v{t.FormVersion}").Distinct()],
            [.. byInstance[r.Id].Where(t => t.State == TaskState.Completed && t.ActivityId != null).Select(t => t.ActivityId!).Distinct()],
            done[r.Id], stopped.Contains(r.Id)))];
    }

    /// <summary>What the journals say was done, with the ids steps have had since plans took the instances over.</summary>
    private async Task<Dictionary<Guid, IReadOnlyDictionary<string, StepDone>>> DoneAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        var journals = (await db.Set<JournalRow>().AsNoTracking().Where(j => ids.Contains(j.InstanceId)).OrderBy(j => j.InstanceId).ThenBy(j => j.Sequence)
            .ToListAsync(cancellationToken)).ToLookup(j => j.InstanceId);
        var moves = (await db.Set<InstanceMigration>().AsNoTracking().Where(m => m.IsMigrated && ids.Contains(m.InstanceId)).OrderBy(m => m.Id)
            .Select(m => new { m.InstanceId, m.PlanId }).ToListAsync(cancellationToken)).ToLookup(m => m.InstanceId, m => m.PlanId);
        var named = moves.SelectMany(m => m).Distinct().ToList();
        var plans = (await db.Set<MigrationPlan>().AsNoTracking().Where(p => named.Contains(p.Id)).ToListAsync(cancellationToken))
            .ToDictionary(p => p.Id, p => p.Mapping());
        return ids.ToDictionary(id => id, id => DoneSteps.Of(journals[id].Select(JournalStore.Of), [.. moves[id].Select(p => plans[p])]));
    }
}
