using Becs.Domain.Shared;
using Becs.Persistence.Guards;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Becs.Persistence.Commit;

/// <summary>Says what a database error during a commit means: lost update, duplicate, or lock conflict. Anything else is a bug.</summary>
internal static class CommitErrors
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteConstraintPrimaryKey = 1555;
    private const int SqliteConstraintUnique = 2067;

    /// <param name="exception">What the database said.</param>
    /// <param name="db">The context that was saved.</param>
    /// <param name="takesNumber">Whether the commit takes the next number of a series.</param>
    public static ConflictException? Translate(Exception exception, BecsDbContext db, bool takesNumber) => exception switch
    {
        ConflictException => null,
        DbUpdateConcurrencyException lost => LostUpdate(lost.Entries.Select(e => e.Metadata.GetTableName() ?? e.Metadata.ShortName())),
        PostgresException { SqlState: PostgresFunctions.LostUpdate } p => LostUpdate([p.TableName ?? "?"]),
        DbUpdateException { InnerException: { } inner } => Translate(inner, db, takesNumber),
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } p => Duplicate(p.ConstraintName ?? p.TableName ?? "?", takesNumber),
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => Busy(),
        SqliteException { SqliteExtendedErrorCode: SqliteConstraintPrimaryKey or SqliteConstraintUnique } s =>
            Duplicate(ConstraintOf(s.Message, db), takesNumber),
        SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked } => Busy(),
        InvalidOperationException { InnerException: { } inner } => Translate(inner, db, takesNumber),
        _ => null,
    };

    private static CommitConflictException LostUpdate(IEnumerable<string> tables) => new(
        "CON-409", $"Somebody else changed the record first ({string.Join(", ", tables.Distinct())}). Read again.", null, retryable: true);

    private static CommitConflictException Duplicate(string constraint, bool takesNumber)
    {
        if (constraint == "pk_operations")
        {
            return new("OP-409", "The operation was committed by another request at the same time.", constraint, retryable: true);
        }

        if (constraint == "pk_inbox")
        {
            return new("MSG-409", "The message was taken in by another node at the same time.", constraint, retryable: true);
        }

        if (constraint == "ix_integrity_breaks_place")
        {
            return new("AUD-409", "The broken place was recorded by another node at the same time.", constraint, retryable: true);
        }

        // Whoever takes the next number of a series may meet the number itself before the row of the series: run again, it takes the one after.
        return new("DUP-409", $"A record with this identity exists already ({constraint}).", constraint, retryable: takesNumber);
    }

    private static CommitConflictException Busy() =>
        new("BUSY-409", "The database gave way to another commit. Try again.", null, retryable: true);

    // SQLite names columns ("UNIQUE constraint failed: donations.din, donations.site_id"), PostgreSQL the index: say the index on both.
    private static string ConstraintOf(string message, BecsDbContext db)
    {
        const string marker = "constraint failed: ";
        var at = message.IndexOf(marker, StringComparison.Ordinal);
        var columns = at < 0 ? message : message[(at + marker.Length)..].TrimEnd('\'', '.');
        foreach (var entity in db.Model.GetEntityTypes())
        {
            var table = entity.GetTableName();
            var keys = entity.GetKeys().Select(k => (Name: k.GetName(), k.Properties))
                .Concat(entity.GetIndexes().Where(i => i.IsUnique).Select(i => (Name: i.GetDatabaseName(), i.Properties)));
            foreach (var (name, properties) in keys)
            {
                if (columns == string.Join(", ", properties.Select(p => $"{table}.{p.GetColumnName()}")))
                {
                    return name ?? columns;
                }
            }
        }

        return columns;
    }
}
