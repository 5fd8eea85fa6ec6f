using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Donors;

/// <summary>Last number given out of one series. Two commits that took the same number: the second is refused and tried again.</summary>
internal sealed class SerialRow
{
    /// <summary>Such as <c>donor</c> or <c>din:W1234:2026</c>.</summary>
    public required string Series { get; init; }

    public int Last { get; set; }

    public long Version { get; set; }
}

internal sealed class SerialMapping : IEntityTypeConfiguration<SerialRow>
{
    public void Configure(EntityTypeBuilder<SerialRow> builder)
    {
        builder.ToTable("serials");
        builder.HasKey(x => x.Series);
    }
}

/// <summary>Takes the next number of a series in this commit.</summary>
internal static class Serials
{
    public static async Task<int> TakeSerialAsync(
        this BecsDbContext db, string series, CancellationToken cancellationToken)
    {
        var row = await db.Set<SerialRow>().FindAsync([series], cancellationToken);
        if (row is null)
        {
            row = new SerialRow { Series = series };
            db.Add(row);
        }

        return ++row.Last;
    }
}
