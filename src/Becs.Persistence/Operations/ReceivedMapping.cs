using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Operations;

internal sealed class ReceivedMapping : IEntityTypeConfiguration<ReceivedRow>
{
    public void Configure(EntityTypeBuilder<ReceivedRow> builder)
    {
        builder.ToTable("received_submissions");
        builder.HasKey(x => x.OperationId);
        builder.HasIndex(x => x.IncidentId);
        builder.HasIndex(x => new { x.Status, x.ReceivedAt });
    }
}
