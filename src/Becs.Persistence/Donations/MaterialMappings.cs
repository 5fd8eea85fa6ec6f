using Becs.Domain.Donations;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Donations;

internal sealed class LotMapping : IEntityTypeConfiguration<Lot>
{
    public void Configure(EntityTypeBuilder<Lot> builder)
    {
        builder.ToTable("lots").FrozenColumns(nameof(Lot.Kind), nameof(Lot.Number), nameof(Lot.Manufacturer), nameof(Lot.ExpiresOn));
        builder.HasKey(x => x.Id);
        builder.Ignore(x => x.IsRecalled);
        builder.ComplexProperty(x => x.Received);
        builder.HasIndex(x => new { x.Kind, x.Number }).IsUnique();
    }
}

internal sealed class EquipmentMapping : IEntityTypeConfiguration<Equipment>
{
    public void Configure(EntityTypeBuilder<Equipment> builder)
    {
        builder.ToTable("equipment");
        builder.HasKey(x => x.Id);
        builder.HasIndex(x => new { x.SiteId, x.Code }).IsUnique();
    }
}
