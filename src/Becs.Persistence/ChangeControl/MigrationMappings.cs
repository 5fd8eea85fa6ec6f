using Becs.Domain.ChangeControl;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.ChangeControl;

internal sealed class MigrationPlanMapping : IEntityTypeConfiguration<MigrationPlan>
{
    public void Configure(EntityTypeBuilder<MigrationPlan> builder)
    {
        builder.ToTable("migration_plans").FrozenColumns(
            nameof(MigrationPlan.ChangeId), nameof(MigrationPlan.Number), nameof(MigrationPlan.DefinitionId), nameof(MigrationPlan.SourceHash),
            nameof(MigrationPlan.TargetHash), nameof(MigrationPlan.ReversesId), nameof(MigrationPlan.Content), nameof(MigrationPlan.PlanHash)).Authenticated();
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Content).HasColumnType("text");
        builder.HasIndex(x => new { x.ChangeId, x.Number }).IsUnique();
        builder.HasIndex(x => x.PlanHash).IsUnique();
        builder.HasOne<ChangeRequest>().WithMany().HasForeignKey(x => x.ChangeId).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>An instance goes over by a plan once: the database refuses a second time.</summary>
internal sealed class InstanceMigrationMapping : IEntityTypeConfiguration<InstanceMigration>
{
    public void Configure(EntityTypeBuilder<InstanceMigration> builder)
    {
        builder.ToTable("instance_migrations").AppendOnly().Authenticated();
        builder.HasKey(x => x.Id);
        builder.Json(x => x.Reasons);
        builder.Property(x => x.StateBefore).HasColumnType("text");
        builder.HasIndex(x => new { x.PlanId, x.InstanceId }).IsUnique().HasFilter("is_migrated");
        builder.HasIndex(x => new { x.PlanId, x.InstanceId, x.Id });
        builder.HasIndex(x => x.InstanceId);
        builder.HasOne<MigrationPlan>().WithMany().HasForeignKey(x => x.PlanId).OnDelete(DeleteBehavior.Restrict);
    }
}
