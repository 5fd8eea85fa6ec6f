using Becs.Domain.ChangeControl;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.ChangeControl;

internal sealed class VendorVersionStore(BecsDbContext db) : IVendorVersions
{
    public async Task<VendorVersion?> FindAsync(Guid id, CancellationToken cancellationToken = default) =>
        await db.Set<VendorVersion>().SingleOrDefaultAsync(v => v.Id == id, cancellationToken);

    public async Task<IReadOnlyList<VendorVersion>> ListAsync(CancellationToken cancellationToken = default) =>
        await db.Set<VendorVersion>().OrderBy(v => v.DefinitionId).ThenByDescending(v => v.Number).ToListAsync(cancellationToken);

    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<ChangeRequest>>> ChangesAsync(CancellationToken cancellationToken = default) =>
        (await db.Set<ChangeRequest>().AsNoTracking().Where(c => c.VendorVersionId != null).OrderBy(c => c.OpenedAt).ToListAsync(cancellationToken))
        .GroupBy(c => c.VendorVersionId!.Value).ToDictionary(g => g.Key, g => (IReadOnlyList<ChangeRequest>)[.. g]);

    public void Add(VendorVersion version) => db.Add(version);
}

internal sealed class VendorVersionMapping : IEntityTypeConfiguration<VendorVersion>
{
    public void Configure(EntityTypeBuilder<VendorVersion> builder)
    {
        builder.ToTable("vendor_versions").FrozenColumns(
            nameof(VendorVersion.DefinitionId), nameof(VendorVersion.Number), nameof(VendorVersion.PackageHash), nameof(VendorVersion.BehaviourHash),
            nameof(VendorVersion.Bytes), nameof(VendorVersion.AncestorHash), nameof(VendorVersion.LoadedAt)).Authenticated();
        builder.HasKey(x => x.Id);
        builder.Ignore(x => x.Subject);
        builder.HasIndex(x => x.PackageHash).IsUnique();
        builder.HasIndex(x => new { x.DefinitionId, x.Number }).IsUnique();
    }
}
