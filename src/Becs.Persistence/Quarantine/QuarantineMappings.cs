using Becs.Domain.Quarantine;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Quarantine;

internal sealed class HoldMapping : IEntityTypeConfiguration<Hold>
{
    public void Configure(EntityTypeBuilder<Hold> builder)
    {
        builder.ToTable("holds", table => table.HasCheckConstraint(
            "ck_holds_closed_by_second_person", "closed_at IS NULL OR (proposal IS NOT NULL AND proposed_by_id <> closed_by_id)"))
            .FrozenColumns(nameof(Hold.Scope), nameof(Hold.ScopeId), nameof(Hold.ReasonCode));
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Revision).IsConcurrencyToken();
        builder.Ignore(x => x.ScopeSubject);
        builder.ComplexProperty(x => x.Placed);
        builder.HasIndex(x => new { x.ScopeId, x.Scope });
    }
}

internal sealed class ManualCoverMapping : IEntityTypeConfiguration<ManualCover>
{
    public void Configure(EntityTypeBuilder<ManualCover> builder)
    {
        builder.ToTable("manual_covers").AppendOnly().Authenticated();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
        builder.HasIndex(x => new { x.SiteId, x.ValidUntil });
    }
}

internal sealed class CoverRevocationMapping : IEntityTypeConfiguration<CoverRevocation>
{
    public void Configure(EntityTypeBuilder<CoverRevocation> builder)
    {
        builder.ToTable("cover_revocations").AppendOnly().Authenticated();
        builder.HasKey(x => x.CoverId);
        builder.ComplexProperty(x => x.Stamp);
        builder.HasOne<ManualCover>().WithOne().HasForeignKey<CoverRevocation>(x => x.CoverId).OnDelete(DeleteBehavior.Restrict);
    }
}
