using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Commit;

/// <summary>
/// Raises the row version of every changed record that has one and did not raise it itself, so that a lost update cannot go unnoticed.
/// </summary>
internal static class RowVersions
{
    public static void Raise(BecsDbContext db)
    {
        foreach (var entry in db.ChangeTracker.Entries().Where(e => e.State == EntityState.Modified))
        {
            if (entry.Metadata.FindProperty("Version") is { IsConcurrencyToken: true } property && property.ClrType == typeof(long))
            {
                var version = entry.Property(property);
                if (Equals(version.CurrentValue, version.OriginalValue))
                {
                    version.CurrentValue = (long)version.OriginalValue! + 1;
                }
            }
        }
    }
}
