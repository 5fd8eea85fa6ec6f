using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Tasks;

/// <summary>What somebody has typed into a task so far, sealed.</summary>
internal sealed class TaskDraftRow
{
    public required Guid TaskId { get; init; }

    public required Guid UserId { get; init; }

    public string? PersonKind { get; init; }

    public Guid? PersonId { get; init; }

    public required string KeyId { get; set; }

    /// <summary>Nonce, tag and ciphertext.</summary>
    public required byte[] Sealed { get; set; }

    public required DateTime SavedAt { get; set; }
}

internal sealed class TaskDraftMapping : IEntityTypeConfiguration<TaskDraftRow>
{
    public void Configure(EntityTypeBuilder<TaskDraftRow> builder)
    {
        builder.ToTable("task_drafts");
        builder.HasKey(x => new { x.TaskId, x.UserId });
    }
}
