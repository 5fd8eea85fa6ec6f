using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Workflows;

internal sealed class IncidentStore(BecsDbContext db) : IIncidents
{
    public void Add(IncidentRow incident) => db.Add(incident);

    public async Task<IncidentRow?> FindAsync(Guid id, CancellationToken cancellationToken = default) =>
        await db.Set<IncidentRow>().FindAsync([id], cancellationToken);

    public async Task<IReadOnlyList<IncidentRow>> OpenOfInstanceAsync(Guid instanceId, CancellationToken cancellationToken = default) =>
        await db.Set<IncidentRow>().Where(i => i.InstanceId == instanceId && i.Resolution == null).OrderBy(i => i.Id)
            .ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<IncidentRow>> ListAsync(
        IReadOnlyCollection<Guid> siteIds, bool? isOpen, int limit, CancellationToken cancellationToken = default) =>
        await db.Set<IncidentRow>().AsNoTracking()
            .Where(i => siteIds.Contains(i.SiteId) && (isOpen == null || (i.Resolution == null) == isOpen))
            .OrderByDescending(i => i.Id).Take(limit).ToListAsync(cancellationToken);
}

internal sealed class IncidentMapping : IEntityTypeConfiguration<IncidentRow>
{
    public void Configure(EntityTypeBuilder<IncidentRow> builder)
    {
        builder.ToTable("incidents");
        builder.HasKey(x => x.Id);
        builder.HasIndex(x => new { x.InstanceId, x.Resolution });
        builder.HasIndex(x => new { x.Resolution, x.Id });
    }
}
