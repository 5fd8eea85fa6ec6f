using Becs.Domain.ChangeControl;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Persistence.Audit;
using Becs.Persistence.Keys;
using Becs.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ChangeControl;

internal sealed class PackageStore(BecsDbContext db, KeyRing keys) : IPackageRecords, IPackages, IPackageStanding
{
    async Task<PackageRecord?> IPackageRecords.FindAsync(string packageHash, CancellationToken cancellationToken) =>
        await db.Set<PackageRecord>().SingleOrDefaultAsync(p => p.PackageHash == packageHash, cancellationToken);

    public async Task<IReadOnlyList<PackageRecord>> ListAsync(string? kind = null, CancellationToken cancellationToken = default) =>
        await db.Set<PackageRecord>().Where(p => kind == null || p.Kind == kind)
            .OrderBy(p => p.Kind).ThenBy(p => p.DefinitionId).ThenBy(p => p.DefinitionVersion).ToListAsync(cancellationToken);

    public async Task<PackageRecord?> NewestApprovedAsync(string definitionId, CancellationToken cancellationToken = default) =>
        await db.Set<PackageRecord>().Where(p => p.Kind == PackageRecord.Workflow && p.DefinitionId == definitionId
                && (p.State == PackageState.Accepted || p.State == PackageState.Approved))
            .OrderByDescending(p => p.DefinitionVersion).FirstOrDefaultAsync(cancellationToken);

    public async Task<int> LastVersionAsync(string definitionId, CancellationToken cancellationToken = default) =>
        await db.Set<PackageRecord>().Where(p => p.Kind == PackageRecord.Workflow && p.DefinitionId == definitionId)
            .MaxAsync(p => (int?)p.DefinitionVersion, cancellationToken) ?? 0;

    public async Task<int> CountAsync(string kind, CancellationToken cancellationToken = default) =>
        await db.Set<PackageRecord>().CountAsync(p => p.Kind == kind, cancellationToken);

    public void Add(PackageRecord package, IReadOnlyList<PackageTrigger> triggers)
    {
        db.Add(package);
        db.AddRange(triggers.Select(t => new PackageTriggerRow
        {
            PackageId = package.Id,
            ActivityId = t.ActivityId,
            Name = t.Name,
            Hash = t.Hash,
        }));
    }

    async ValueTask<StoredPackage?> IPackages.FindAsync(string packageHash, CancellationToken cancellationToken)
    {
        var package = await db.Set<PackageRecord>().AsNoTracking()
            .SingleOrDefaultAsync(p => p.PackageHash == packageHash && p.Kind == PackageRecord.Workflow, cancellationToken);
        return package is null || await IsGenuineAsync(package.Id, cancellationToken)
            ? Of(package)
            : throw new RuleException("PKG-002", $"Package {packageHash} is not as it was written: its row was changed beside the program.");
    }

    public async ValueTask<StoredPackage?> FindEffectiveAsync(
        string definitionId, DateTime atUtc, CancellationToken cancellationToken = default) =>
        Of(await Effective(atUtc).Where(p => p.DefinitionId == definitionId)
            .OrderByDescending(p => p.DefinitionVersion).FirstOrDefaultAsync(cancellationToken));

    public async ValueTask<string?> FindEffectiveHashAsync(
        string definitionId, DateTime atUtc, CancellationToken cancellationToken = default) =>
        db is PostgresBecsDbContext postgres
            ? await EffectivePackages.HashOnPostgres(postgres, definitionId, atUtc)
            : await EffectivePackages.HashOnSqlite((SqliteBecsDbContext)db, definitionId, atUtc);

    public async ValueTask<IReadOnlyList<StoredTrigger>> FindTriggersAsync(
        string name, string hash, DateTime atUtc, CancellationToken cancellationToken = default)
    {
        var effective = Effective(atUtc);
        var found = await (
            from trigger in db.Set<PackageTriggerRow>()
            join package in effective on trigger.PackageId equals package.Id
            where trigger.Hash == hash && trigger.Name == name
                && !effective.Any(later => later.DefinitionId == package.DefinitionId
                    && later.DefinitionVersion > package.DefinitionVersion)
            orderby package.DefinitionId, trigger.ActivityId
            select new { package.PackageHash, package.DefinitionId, trigger.ActivityId }).ToListAsync(cancellationToken);
        return [.. found.Select(f => new StoredTrigger(f.PackageHash, f.DefinitionId, f.ActivityId, name, hash))];
    }

    public async Task<bool> WasApprovedAndEffectiveAsync(
        string packageHash, DateTime atAt, CancellationToken cancellationToken = default) =>
        await db.Set<PackageRecord>().Where(EffectivePackages.MayDecide).Where(p => p.EffectiveFromAt <= atAt && p.PackageHash == packageHash).Select(p => (Guid?)p.Id).FirstOrDefaultAsync(cancellationToken) is { } id
        && await IsGenuineAsync(id, cancellationToken);

    // The hash proves the bytes; that they were approved, and from when, only the row's code proves; that this still stands, the trail.
    private Task<bool> IsGenuineAsync(Guid id, CancellationToken cancellationToken) =>
        RowStanding.IsGenuineAsync(db, db.Model.FindEntityType(typeof(PackageRecord))!, keys, id, cancellationToken);

    private IQueryable<PackageRecord> Effective(DateTime at) => db.Set<PackageRecord>().AsNoTracking()
        .Where(EffectivePackages.MayStart).Where(p => p.EffectiveFromAt <= at);

    private static StoredPackage? Of(PackageRecord? package) => package is null ? null : new StoredPackage(
        package.PackageHash, package.DefinitionId, package.DefinitionVersion, package.Bytes, package.EffectiveFromAt);
}
