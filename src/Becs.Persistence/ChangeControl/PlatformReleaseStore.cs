using Becs.Domain.ChangeControl;
using Becs.Persistence.Audit;
using Becs.Persistence.Donors;
using Becs.Persistence.Keys;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.ChangeControl;

internal sealed class PlatformReleaseStore(BecsDbContext db, KeyRing keys) : IPlatformReleases
{
    public async Task<PlatformRelease?> FindAsync(string releaseHash, CancellationToken cancellationToken = default) =>
        await db.Set<PlatformRelease>().SingleOrDefaultAsync(r => r.ReleaseHash == releaseHash, cancellationToken);

    public async Task<PlatformRelease?> FindAsync(Guid id, CancellationToken cancellationToken = default) =>
        await db.Set<PlatformRelease>().SingleOrDefaultAsync(r => r.Id == id, cancellationToken);

    public async Task<IReadOnlyList<PlatformRelease>> ListAsync(CancellationToken cancellationToken = default) =>
        await db.Set<PlatformRelease>().OrderByDescending(r => r.FirstSeenAt).ThenByDescending(r => r.Id).ToListAsync(cancellationToken);

    public async Task<bool> IsGenuineAsync(PlatformRelease release, CancellationToken cancellationToken = default) =>
        PlatformRelease.HashOf(release.Manifest) == release.ReleaseHash
        && await RowStanding.IsGenuineAsync(db, db.Model.FindEntityType(typeof(PlatformRelease))!, keys, release.Id, cancellationToken);

    public async Task<IReadOnlyList<PlatformJustification>> JustificationsAsync(Guid releaseId, CancellationToken cancellationToken = default) =>
        await db.Set<PlatformJustification>().AsNoTracking().Where(j => j.ReleaseId == releaseId).OrderBy(j => j.RecordedAt).ThenBy(j => j.Id)
            .ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<ChangeReplay>> ReplaysAsync(Guid releaseId, CancellationToken cancellationToken = default) =>
        await db.Set<ChangeReplay>().Where(r => r.PlatformReleaseId == releaseId).OrderBy(r => r.DefinitionId).ToListAsync(cancellationToken);

    public Task TakeWithdrawalTurnAsync(CancellationToken cancellationToken = default) => db.TakeSerialAsync("platform:withdrawal", cancellationToken);

    public void Add(PlatformRelease release) => db.Add(release);

    public void Add(PlatformJustification justification) => db.Add(justification);
}

internal sealed class PlatformReleaseMapping : IEntityTypeConfiguration<PlatformRelease>
{
    public void Configure(EntityTypeBuilder<PlatformRelease> builder)
    {
        builder.ToTable("platform_releases", t => t.HasCheckConstraint(
            "ck_platform_releases_accepted_is_signed", "state <> 'Accepted' OR (signature_id IS NOT NULL AND evidence_hash IS NOT NULL)")).FrozenColumns(
            nameof(PlatformRelease.ReleaseHash), nameof(PlatformRelease.Manifest), nameof(PlatformRelease.ProductVersion),
            nameof(PlatformRelease.FirstSeenBy), nameof(PlatformRelease.FirstSeenAt)).Authenticated();
        builder.HasKey(x => x.Id);
        builder.Ignore(x => x.Subject);
        builder.Ignore(x => x.BuildId);
        builder.Property(x => x.Manifest).HasColumnType("text");
        builder.Property(x => x.Evidence).HasColumnType("text");
        builder.HasIndex(x => x.ReleaseHash).IsUnique();
    }
}

internal sealed class PlatformJustificationMapping : IEntityTypeConfiguration<PlatformJustification>
{
    public void Configure(EntityTypeBuilder<PlatformJustification> builder)
    {
        builder.ToTable("platform_justifications").AppendOnly().Authenticated();
        builder.HasKey(x => x.Id);
        builder.HasIndex(x => new { x.ReleaseId, x.Kind, x.Key }).IsUnique();
        builder.HasOne<PlatformRelease>().WithMany().HasForeignKey(x => x.ReleaseId).OnDelete(DeleteBehavior.Restrict);
    }
}
