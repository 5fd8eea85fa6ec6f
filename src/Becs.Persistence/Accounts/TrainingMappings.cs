using Becs.Domain.Accounts;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Accounts;

internal sealed class TrainingRecordMapping : IEntityTypeConfiguration<TrainingRecord>
{
    public void Configure(EntityTypeBuilder<TrainingRecord> builder)
    {
        builder.ToTable("training_records").AppendOnly().Authenticated();
        builder.HasKey(x => x.Id);
        builder.HasIndex(x => new { x.AccountId, x.Permission });
        builder.HasIndex(x => x.EndsRecordId).IsUnique(); // a record ends once
    }
}

internal sealed class TrainingGateMapping : IEntityTypeConfiguration<TrainingGate>
{
    public void Configure(EntityTypeBuilder<TrainingGate> builder)
    {
        builder.ToTable("training_gates").Authenticated();
        builder.HasKey(x => x.Id);
        builder.HasIndex(x => x.Permission).IsUnique();
    }
}
