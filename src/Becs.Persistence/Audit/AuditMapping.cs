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

        // What inspectors search by, each in the order of its pages. Most of these take a few bytes at the end of one index page.
        builder.HasIndex(x => new { x.RecordedAt, x.Id });
        builder.HasIndex(x => new { x.SubjectId, x.RecordedAt });
        builder.HasIndex(x => new { x.InstanceId, x.RecordedAt }).HasFilter("instance_id IS NOT NULL");
        builder.HasIndex(x => new { x.UserName, x.RecordedAt });
        builder.HasIndex(x => new { x.What, x.RecordedAt });
        builder.HasIndex(x => new { x.Workstation, x.RecordedAt });
        builder.HasIndex(x => x.RecordedAt, "ix_audit_rows_reasoned").HasFilter("reason IS NOT NULL");
        builder.HasIndex(x => x.RecordedAt, "ix_audit_rows_signed").HasFilter("signature_id IS NOT NULL");
        builder.HasIndex(x => x.TransactionNumber);
        builder.HasIndex(x => new { x.SubjectId, x.TransactionNumber }).HasFilter($"what = '{RowTelling.What}'");
        builder.HasIndex(x => x.OperationId);
    }
}
