using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Inbox;

/// <summary>A message from outside that was taken in. Written by the commit that made a signal of it; never changed.</summary>
internal sealed class InboxRow
{
    /// <summary>The sender's id of the signal.</summary>
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required Guid SubjectId { get; init; }

    /// <summary>SHA-256 (hex) of what it said: the same id with another content is not the same signal.</summary>
    public required string ContentHash { get; init; }

    public required DateTime ReceivedAt { get; init; }
}

internal sealed class InboxMapping : IEntityTypeConfiguration<InboxRow>
{
    public void Configure(EntityTypeBuilder<InboxRow> builder)
    {
        builder.ToTable("inbox").AppendOnly();
        builder.HasKey(x => x.Id);
    }
}
