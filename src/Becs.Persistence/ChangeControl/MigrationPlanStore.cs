using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Persistence.Audit;
using Becs.Persistence.Keys;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ChangeControl;

internal sealed class MigrationPlanStore(BecsDbContext db, KeyRing keys) : IMigrationPlans
{
    public async Task<MigrationPlan?> FindAsync(Guid id, CancellationToken cancellationToken = default) =>
        await db.Set<MigrationPlan>().SingleOrDefaultAsync(p => p.Id == id, cancellationToken);

    public async Task<IReadOnlyList<MigrationPlan>> OfChangeAsync(ChangeId change, CancellationToken cancellationToken = default) =>
        await db.Set<MigrationPlan>().Where(p => p.ChangeId == change).OrderBy(p => p.Number).ToListAsync(cancellationToken);

    public void Add(MigrationPlan plan) => db.Add(plan);

    public void Add(InstanceMigration migration) => db.Add(migration);

    // A state to go back to is what an instance will be: only what the program wrote is given back.
    public async Task<InstanceMigration?> LastAsync(Guid plan, Guid instance, CancellationToken cancellationToken = default)
    {
        var last = await db.Set<InstanceMigration>().AsNoTracking().Where(m => m.PlanId == plan && m.InstanceId == instance)
            .OrderByDescending(m => m.Id).FirstOrDefaultAsync(cancellationToken);
        var table = db.Model.FindEntityType(typeof(InstanceMigration))!;
        return last is null || (await RowCode.VerifyAsync(db, table, keys, last.Id, cancellationToken)).Broken.Count == 0
            ? last
            : throw new RuleException("CHG-436", $"What plan {plan:D} did to instance {instance:D} is not as it was written: its row was changed beside the program.");
    }

    public async Task<IReadOnlyList<InstanceMigration>> ListAsync(
        Guid plan, Guid? after, int limit, CancellationToken cancellationToken = default) =>
        await Last(plan).Where(m => after == null || m.InstanceId.CompareTo(after.Value) > 0).OrderBy(m => m.InstanceId).Take(limit)
            .Select(m => new InstanceMigration
            {
                Id = m.Id,
                PlanId = m.PlanId,
                InstanceId = m.InstanceId,
                IsMigrated = m.IsMigrated,
                Reasons = m.Reasons,
                SourceHash = m.SourceHash,
                TargetHash = m.TargetHash,
                RowVersion = m.RowVersion,
                UserId = m.UserId,
                PrintedName = m.PrintedName,
                RecordedAt = m.RecordedAt,
            }).ToListAsync(cancellationToken);

    public async Task<(int Migrated, int Refused)> CountAsync(Guid plan, CancellationToken cancellationToken = default)
    {
        var counts = await Last(plan).GroupBy(m => m.IsMigrated).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        return (counts.FirstOrDefault(c => c.Key)?.Count ?? 0, counts.FirstOrDefault(c => !c.Key)?.Count ?? 0);
    }

    private IQueryable<InstanceMigration> Last(Guid plan) => db.Set<InstanceMigration>().AsNoTracking().Where(m => m.PlanId == plan
        && !db.Set<InstanceMigration>().Any(later => later.PlanId == plan && later.InstanceId == m.InstanceId && later.Id.CompareTo(m.Id) > 0));
}
