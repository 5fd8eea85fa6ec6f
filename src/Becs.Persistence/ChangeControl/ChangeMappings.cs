using Becs.Domain.ChangeControl;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.ChangeControl;

internal sealed class ChangeMapping : IEntityTypeConfiguration<ChangeRequest>
{
    public void Configure(EntityTypeBuilder<ChangeRequest> builder)
    {
        builder.ToTable("change_requests").FrozenColumns(
            nameof(ChangeRequest.Number), nameof(ChangeRequest.Kind), nameof(ChangeRequest.DefinitionId), nameof(ChangeRequest.OpenedAt)).Authenticated();
        builder.HasKey(x => x.Id);
        builder.Ignore(x => x.Risk);
        builder.Json(x => x.AuthorIds, "_authorIds");
        builder.Json(x => x.RequirementIds, "_requirementIds");
        builder.HasIndex(x => x.Number).IsUnique();
        builder.HasIndex(x => new { x.State, x.OpenedAt });
        builder.HasIndex(x => x.DefinitionId);
        builder.HasMany(x => x.Steps).WithOne().HasForeignKey(x => x.ChangeId).OnDelete(DeleteBehavior.Restrict);
        builder.Navigation(x => x.Steps).HasField("_steps").UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
    }
}

internal sealed class ChangeStepMapping : IEntityTypeConfiguration<ChangeStep>
{
    public void Configure(EntityTypeBuilder<ChangeStep> builder)
    {
        builder.ToTable("change_steps").AppendOnly().Authenticated();
        builder.HasKey(x => x.Id);
        builder.Json(x => x.RequirementIds);
        builder.Json(x => x.Risk);
        builder.HasIndex(x => new { x.ChangeId, x.Ordinal }).IsUnique();
        builder.HasIndex(x => x.PackageHash);
    }
}

internal sealed class ChangeCommentMapping : IEntityTypeConfiguration<ChangeComment>
{
    public void Configure(EntityTypeBuilder<ChangeComment> builder)
    {
        builder.ToTable("change_comments").AppendOnly().Authenticated();
        builder.HasKey(x => x.Id);
        builder.HasIndex(x => x.ChangeId);
        builder.HasOne<ChangeRequest>().WithMany().HasForeignKey(x => x.ChangeId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ChangeEvidenceMapping : IEntityTypeConfiguration<ChangeEvidence>
{
    public void Configure(EntityTypeBuilder<ChangeEvidence> builder)
    {
        builder.ToTable("change_evidence").AppendOnly().Authenticated();
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Content).HasColumnType("text");
        builder.HasIndex(x => new { x.ChangeId, x.PackageHash, x.Kind }).IsUnique();
        builder.HasOne<ChangeRequest>().WithMany().HasForeignKey(x => x.ChangeId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ChangeJustificationMapping : IEntityTypeConfiguration<ChangeJustification>
{
    public void Configure(EntityTypeBuilder<ChangeJustification> builder)
    {
        builder.ToTable("change_justifications").AppendOnly().Authenticated();
        builder.HasKey(x => x.Id);
        builder.HasIndex(x => x.ChangeId);
        builder.HasIndex(x => new { x.PackageHash, x.Kind, x.Key }).IsUnique();
        builder.HasOne<ChangeRequest>().WithMany().HasForeignKey(x => x.ChangeId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ChangeReplayMapping : IEntityTypeConfiguration<ChangeReplay>
{
    public void Configure(EntityTypeBuilder<ChangeReplay> builder)
    {
        builder.ToTable("change_replays", t => t.HasCheckConstraint(
            "ck_change_replays_of_one", "(change_id IS NULL) <> (platform_release_id IS NULL)")).FrozenColumns(
            nameof(ChangeReplay.ChangeId), nameof(ChangeReplay.PackageHash), nameof(ChangeReplay.DefinitionId), nameof(ChangeReplay.Recorded),
            nameof(ChangeReplay.StartedAt), nameof(ChangeReplay.PlatformReleaseId), nameof(ChangeReplay.EndedOtherwise)).Authenticated();
        builder.HasKey(x => x.Id);
        builder.Ignore(x => x.IsOfTheNewest);
        builder.Ignore(x => x.OnRecord);
        builder.HasIndex(x => x.PackageHash).IsUnique();
        builder.HasIndex(x => new { x.PlatformReleaseId, x.DefinitionId }).IsUnique();
        builder.HasOne<PlatformRelease>().WithMany().HasForeignKey(x => x.PlatformReleaseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(x => x.CompletedAt);
        builder.HasOne<ChangeRequest>().WithMany().HasForeignKey(x => x.ChangeId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ReplayCaseMapping : IEntityTypeConfiguration<ReplayCase>
{
    public void Configure(EntityTypeBuilder<ReplayCase> builder)
    {
        builder.ToTable("change_replay_cases").AppendOnly().Authenticated();
        builder.HasKey(x => x.Id);
        builder.HasIndex(x => new { x.ReplayId, x.Ordinal }).IsUnique();
        builder.HasIndex(x => new { x.ReplayId, x.Class, x.Ordinal });
        builder.HasOne<ChangeReplay>().WithMany().HasForeignKey(x => x.ReplayId).OnDelete(DeleteBehavior.Restrict);
    }
}
