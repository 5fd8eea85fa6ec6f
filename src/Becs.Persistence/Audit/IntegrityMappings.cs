using Becs.Domain.Audit;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Audit;

internal sealed class IntegrityBreakMapping : IEntityTypeConfiguration<IntegrityBreak>
{
    public void Configure(EntityTypeBuilder<IntegrityBreak> builder)
    {
        builder.ToTable("integrity_breaks").AppendOnly().Authenticated();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
        builder.HasIndex(x => x.Place).IsUnique();
    }
}

internal sealed class IntegrityReachMapping : IEntityTypeConfiguration<IntegrityReach>
{
    public void Configure(EntityTypeBuilder<IntegrityReach> builder)
    {
        builder.ToTable("integrity_reaches").AppendOnly();
        builder.HasKey(x => new { x.BreakId, x.SubjectKind, x.SubjectId });
        builder.Ignore(x => x.Subject);
        builder.HasIndex(x => x.SubjectId);
    }
}

internal sealed class IntegrityIncidentMapping : IEntityTypeConfiguration<IntegrityIncident>
{
    public void Configure(EntityTypeBuilder<IntegrityIncident> builder)
    {
        builder.ToTable("integrity_incidents").AppendOnly().Authenticated();
        builder.HasKey(x => x.Id);
        builder.Json(x => x.BreakIds, "_breakIds");
        builder.Json(x => x.Kept, "_kept");
        builder.ComplexProperty(x => x.Stamp);
    }
}

internal sealed class IntegrityConfirmationMapping : IEntityTypeConfiguration<IntegrityConfirmation>
{
    public void Configure(EntityTypeBuilder<IntegrityConfirmation> builder)
    {
        builder.ToTable("integrity_confirmations").AppendOnly().Authenticated();
        builder.HasKey(x => x.IncidentId);
        builder.ComplexProperty(x => x.Stamp);
        builder.HasOne<IntegrityIncident>().WithOne().HasForeignKey<IntegrityConfirmation>(x => x.IncidentId).OnDelete(DeleteBehavior.Restrict);
    }
}
