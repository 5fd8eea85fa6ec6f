using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Workflows;

/// <summary>Says that the journal of a finished instance is in a verified file: from then on its entries may go.</summary>
internal sealed class ArchivedJournalRow
{
    public required Guid InstanceId { get; init; }

    public required Guid ArchiveId { get; init; }

    /// <summary>Name of the file, without its folder.</summary>
    public required string FileName { get; init; }

    /// <summary>SHA-256 (hex) of the whole file.</summary>
    public required string FileHash { get; init; }

    /// <summary>Entries in the file.</summary>
    public required int Entries { get; init; }

    /// <summary>Up to which entry.</summary>
    public required int LastSequence { get; init; }

    public required DateTime ArchivedAt { get; init; }
}

internal sealed class ArchivedJournalMapping : IEntityTypeConfiguration<ArchivedJournalRow>
{
    /// <summary>What the guard of the journal asks before an entry goes.</summary>
    public const string IsArchived = "EXISTS (SELECT 1 FROM archived_journals a JOIN workflow_instances i ON i.id = a.instance_id "
        + "WHERE a.instance_id = OLD.instance_id AND OLD.sequence <= a.last_sequence AND i.status = 'Finished')";

    public void Configure(EntityTypeBuilder<ArchivedJournalRow> builder)
    {
        builder.ToTable("archived_journals").AppendOnly();
        builder.HasKey(x => x.InstanceId);
        builder.HasIndex(x => x.ArchiveId);
    }
}
