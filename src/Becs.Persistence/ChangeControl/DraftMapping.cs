using Becs.Domain.ChangeControl;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.ChangeControl;

/// <summary>Drafts have a table of their own: nothing that starts or resumes an instance reads it.</summary>
internal sealed class DraftMapping : IEntityTypeConfiguration<WorkflowDraft>
{
    public void Configure(EntityTypeBuilder<WorkflowDraft> builder)
    {
        builder.ToTable("workflow_drafts");
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Body).HasColumnType("text");
        builder.HasIndex(x => new { x.DefinitionId, x.AuthorId }).IsUnique();
    }
}

internal sealed class DraftScenarioMapping : IEntityTypeConfiguration<DraftScenario>
{
    public void Configure(EntityTypeBuilder<DraftScenario> builder)
    {
        builder.ToTable("draft_scenarios");
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Content).HasColumnType("text");
        builder.HasIndex(x => new { x.DraftId, x.Name }).IsUnique();
        builder.HasOne<WorkflowDraft>().WithMany().HasForeignKey(x => x.DraftId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class DraftPartMapping : IEntityTypeConfiguration<DraftPart>
{
    public void Configure(EntityTypeBuilder<DraftPart> builder)
    {
        builder.ToTable("draft_parts");
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Kind).HasConversion<string>();
        builder.Property(x => x.Content).HasColumnType("text");
        builder.HasIndex(x => new { x.DraftId, x.Kind, x.Key }).IsUnique();
        builder.HasOne<WorkflowDraft>().WithMany().HasForeignKey(x => x.DraftId).OnDelete(DeleteBehavior.Cascade);
    }
}
