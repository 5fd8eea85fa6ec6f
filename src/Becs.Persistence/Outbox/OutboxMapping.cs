using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Outbox;

internal sealed class OutboxMapping : IEntityTypeConfiguration<OutboxRow>
{
    public void Configure(EntityTypeBuilder<OutboxRow> builder)
    {
        builder.ToTable("outbox").PartitionedByMonth();
        builder.HasKey(x => x.Id);
        builder.Property(x => x.SubjectKind).HasMaxLength(32);
        builder.HasIndex(x => new { x.SubjectKind, x.SubjectId, x.Sequence });
    }
}
