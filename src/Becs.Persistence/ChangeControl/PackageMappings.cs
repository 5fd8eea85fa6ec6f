using Becs.Domain.ChangeControl;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.ChangeControl;

internal sealed class PackageMapping : IEntityTypeConfiguration<PackageRecord>
{
    public void Configure(EntityTypeBuilder<PackageRecord> builder)
    {
        builder.ToTable("packages", t => t.HasCheckConstraint(
            "ck_packages_approved_is_signed", "state <> 'Approved' OR signature_id IS NOT NULL")).FrozenColumns(
            nameof(PackageRecord.Kind), nameof(PackageRecord.DefinitionId), nameof(PackageRecord.DefinitionVersion),
            nameof(PackageRecord.PackageHash), nameof(PackageRecord.BehaviourHash), nameof(PackageRecord.Bytes)).Authenticated();
        builder.HasKey(x => x.Id);
        builder.Ignore(x => x.Subject);
        builder.HasIndex(x => x.PackageHash).IsUnique();
        builder.HasIndex(x => new { x.Kind, x.DefinitionId, x.DefinitionVersion }).IsUnique();
    }
}

/// <summary>A stimulus that starts the workflow of a package.</summary>
internal sealed class PackageTriggerRow
{
    public required Guid PackageId { get; init; }

    public required string ActivityId { get; init; }

    public required string Name { get; init; }

    public required string Hash { get; init; }
}

internal sealed class PackageTriggerMapping : IEntityTypeConfiguration<PackageTriggerRow>
{
    public void Configure(EntityTypeBuilder<PackageTriggerRow> builder)
    {
        builder.ToTable("package_triggers").AppendOnly().Authenticated();
        builder.HasKey(x => new { x.PackageId, x.ActivityId, x.Hash });
        builder.HasIndex(x => new { x.Hash, x.Name });
    }
}
