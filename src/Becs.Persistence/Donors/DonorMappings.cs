using Becs.Domain.Donors;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Donors;

internal sealed class DonorMapping : IEntityTypeConfiguration<Donor>
{
    public void Configure(EntityTypeBuilder<Donor> builder)
    {
        builder.ToTable("donors").FrozenColumns(nameof(Donor.DonorNumber));
        builder.HasKey(x => x.Id);
        builder.Ignore(x => x.IsActive);
        builder.ComplexProperty(x => x.Registered);
        builder.HasIndex(x => x.DonorNumber).IsUnique();
        builder.HasIndex(x => x.MergedInto);
    }
}

internal sealed class DonorMergeMapping : IEntityTypeConfiguration<DonorMerge>
{
    public void Configure(EntityTypeBuilder<DonorMerge> builder)
    {
        builder.ToTable("donor_merges").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
        builder.HasIndex(x => x.SurvivorId);
        builder.HasIndex(x => x.AliasId);
    }
}
