using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Audit;

internal sealed class AuditMapping : IEntityTypeConfiguration<AuditRow>
{
    public void Configure(EntityTypeBuilder<AuditRow> builder)
    {
        builder.ToTable("audit_rows").AppendOnly().PartitionedByMonth();
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Old).HasColumnName("old_value");
        builder.Property(x => x.New).HasColumnName("new_value");
        builder.HasIndex(x => new { x.SubjectKind, x.SubjectId });
        builder.HasIndex(x => x.TransactionNumber);
        builder.HasIndex(x => x.OperationId);
    }
}
