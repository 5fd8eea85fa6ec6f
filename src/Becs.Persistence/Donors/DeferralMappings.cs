using Becs.Domain.Donors;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Donors;

internal sealed class DeferralMapping : IEntityTypeConfiguration<Deferral>
{
    public void Configure(EntityTypeBuilder<Deferral> builder)
    {
        builder.ToTable("deferrals", table => table.HasCheckConstraint(
            "ck_deferrals_end",
            "(kind = 'Temporary') = (ends_on IS NOT NULL) AND (kind = 'Indefinite') = (end_condition IS NOT NULL)")).AppendOnly();
        builder.HasKey(x => x.Id);
        builder.Ignore(x => x.End).Ignore(x => x.PublicCode);
        builder.ComplexProperty(x => x.Stamp);
        builder.HasOne<Donor>().WithMany().HasForeignKey(x => x.DonorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(x => x.Closure).WithOne().HasForeignKey<DeferralClosure>(x => x.DeferralId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.Navigation(x => x.Closure).AutoInclude();
    }
}

internal sealed class DeferralClosureMapping : IEntityTypeConfiguration<DeferralClosure>
{
    public void Configure(EntityTypeBuilder<DeferralClosure> builder)
    {
        builder.ToTable("deferral_closures").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
    }
}

internal sealed class DeferralNoticeMapping : IEntityTypeConfiguration<DeferralNotice>
{
    public void Configure(EntityTypeBuilder<DeferralNotice> builder)
    {
        builder.ToTable("deferral_notices")
            .FrozenColumns(nameof(DeferralNotice.DeferralId), nameof(DeferralNotice.DonorId), nameof(DeferralNotice.DueOn));
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
        builder.HasIndex(x => x.DeferralId).IsUnique();
        builder.HasIndex(x => new { x.SentAt, x.DueOn });
    }
}
