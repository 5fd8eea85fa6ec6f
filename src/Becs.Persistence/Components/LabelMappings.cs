using Becs.Domain.Components;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Components;

internal sealed class LabelPrintMapping : IEntityTypeConfiguration<LabelPrint>
{
    public void Configure(EntityTypeBuilder<LabelPrint> builder)
    {
        builder.ToTable("label_prints").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
        builder.HasIndex(x => new { x.UnitId, x.Number }).IsUnique();
    }
}

internal sealed class LabelVoidMapping : IEntityTypeConfiguration<LabelVoid>
{
    public void Configure(EntityTypeBuilder<LabelVoid> builder)
    {
        builder.ToTable("label_voids").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
        builder.HasIndex(x => x.PrintId).IsUnique();
        builder.HasIndex(x => x.UnitId);
    }
}

internal sealed class LabelVerificationMapping : IEntityTypeConfiguration<LabelVerification>
{
    public void Configure(EntityTypeBuilder<LabelVerification> builder)
    {
        builder.ToTable("label_verifications").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
        builder.Json(x => x.Mismatches, "_mismatches");
        builder.HasIndex(x => x.UnitId);
    }
}

internal sealed class FateMapping : IEntityTypeConfiguration<Fate>
{
    public void Configure(EntityTypeBuilder<Fate> builder)
    {
        builder.ToTable("fates").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
        builder.HasIndex(x => x.UnitId).IsUnique();
    }
}
