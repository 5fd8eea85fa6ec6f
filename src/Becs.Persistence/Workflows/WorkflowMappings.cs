using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Workflows;

internal sealed class InstanceMapping : IEntityTypeConfiguration<InstanceRow>
{
    public void Configure(EntityTypeBuilder<InstanceRow> builder)
    {
        builder.ToTable("workflow_instances");
        builder.HasKey(x => x.Id);
        builder.Property(x => x.RowVersion).IsConcurrencyToken();
        builder.HasIndex(x => new { x.SiteId, x.Status, x.UpdatedAt });
        builder.HasIndex(x => x.CorrelationId);
        builder.HasIndex(x => x.ParentInstanceId);
        builder.HasIndex(x => new { x.DefinitionId, x.CreatedAt });
        builder.HasIndex(x => new { x.PackageHash, x.Id }).HasFilter("status = 'Running'");
    }
}

internal sealed class BookmarkMapping : IEntityTypeConfiguration<BookmarkRow>
{
    public void Configure(EntityTypeBuilder<BookmarkRow> builder)
    {
        builder.ToTable("bookmarks");
        builder.HasKey(x => x.Id);
        builder.HasIndex(x => new { x.Hash, x.Name });
        builder.HasIndex(x => x.InstanceId);
    }
}

internal sealed class TimerMapping : IEntityTypeConfiguration<TimerRow>
{
    public void Configure(EntityTypeBuilder<TimerRow> builder)
    {
        builder.ToTable("timers");
        builder.HasKey(x => x.BookmarkId);
        builder.HasIndex(x => x.DueAt);
    }
}

internal sealed class StimulusMapping : IEntityTypeConfiguration<StimulusRow>
{
    public void Configure(EntityTypeBuilder<StimulusRow> builder)
    {
        builder.ToTable("stimuli");
        builder.HasKey(x => x.Id);
        builder.HasIndex(x => new { x.IsKept, x.Id });
        builder.HasIndex(x => new { x.Name, x.CorrelationId }).HasFilter("is_kept");
    }
}

internal sealed class JournalMapping : IEntityTypeConfiguration<JournalRow>
{
    public void Configure(EntityTypeBuilder<JournalRow> builder)
    {
        builder.ToTable("journal").AppendOnly().PartitionedByMonth().DeletableWhen(ArchivedJournalMapping.IsArchived);
        builder.HasKey(x => x.Id);
        builder.HasIndex(x => new { x.InstanceId, x.Sequence });
    }
}
