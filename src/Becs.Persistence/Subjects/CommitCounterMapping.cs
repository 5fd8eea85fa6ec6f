using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Subjects;

/// <summary>
/// SQLite's stand-in for a transaction id: one row, raised by every commit. On PostgreSQL what is added to the server's own numbers, so that
/// they go on rising when the database is restored on a server that has counted less far.
/// </summary>
internal sealed class CommitCounter
{
    public int Id { get; init; }

    public long Value { get; init; }
}

internal sealed class CommitCounterMapping : IEntityTypeConfiguration<CommitCounter>
{
    public void Configure(EntityTypeBuilder<CommitCounter> builder)
    {
        builder.ToTable("commit_counter");
        builder.HasData(new CommitCounter { Id = 1, Value = 0 });
    }
}
