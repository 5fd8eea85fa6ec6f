using Becs.Domain.Inventory;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Inventory;

internal sealed class UnitMoveMapping : IEntityTypeConfiguration<UnitMove>
{
    public void Configure(EntityTypeBuilder<UnitMove> builder)
    {
        builder.ToTable("unit_moves").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
        builder.HasIndex(x => x.UnitId);
    }
}
