using Becs.Domain.Shared;
using Becs.Persistence.Keys;
using Becs.Persistence.Setup;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Becs.Persistence.Audit;

/// <summary>
/// Holds one row that may be written again against what the trail told of it last, in one statement, so that both are of the same moment: an
/// earlier state put back beside the program has a genuine code (docs/adr/0099).
/// </summary>
internal static class RowStanding
{
    /// <summary>Nothing is written over a row that is not the newest: what is written would be told, and vouch for it.</summary>
    /// <exception cref="RuleException"><c>AUD-411</c>: such a row, by table and id.</exception>
    public static async Task DemandNewestAsync(BecsDbContext db, KeyRing keys, CancellationToken cancellationToken)
    {
        foreach (var entry in db.ChangeTracker.Entries().Where(e => e.State is EntityState.Modified or EntityState.Deleted).ToList())
        {
            if (RowTelling.IsTold(entry.Metadata) && RowCode.OwnIdOf(entry) is { } id && !await IsNewestAsync(db, entry.Metadata, keys, id, cancellationToken))
            {
                var table = entry.Metadata.GetTableName()!;
                throw new RuleException(
                    "AUD-411", $"{table} {id:D} is not what the trail told of it last: an earlier state was put back beside the program. Nothing is written over it.",
                    new Dictionary<string, string> { ["table"] = table, ["id"] = id.ToString("D") });
            }
        }
    }

    /// <summary>Whether a row is there, as the program wrote it, and wrote it last.</summary>
    public static async Task<bool> IsGenuineAsync(BecsDbContext db, IEntityType table, KeyRing keys, Guid id, CancellationToken cancellationToken) =>
        await RowCode.VerifyAsync(db, table, keys, id, cancellationToken) is (1, { Count: 0 }) && await IsNewestAsync(db, table, keys, id, cancellationToken);

    private static async Task<bool> IsNewestAsync(BecsDbContext db, IEntityType table, KeyRing keys, Guid id, CancellationToken cancellationToken)
    {
        var key = table.FindPrimaryKey()!.Properties[0].GetColumnName();
        await using var command = await db.CommandAsync(
            $"""
            SELECT {AuditScan.Columns("a")}, t.{table.FindProperty(RowCode.Mac)!.GetColumnName()} FROM {table.GetTableName()} t
            LEFT JOIN audit_rows a ON a.id = (SELECT x.id FROM audit_rows x WHERE x.subject_id = t.{key} AND x.what = '{RowTelling.What}'
              ORDER BY x.transaction_number DESC LIMIT 1)
            WHERE t.{key} = @id
            """,
            cancellationToken);
        command.Add("@id", db.IsPostgres ? id : id.ToString("D").ToUpperInvariant());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return true; // another commit, or none: whoever writes will find nothing to write to
        }

        return !reader.IsDBNull(0) && new AuditScan(db).Row(reader).Row is { } told && AuditMac.Matches(told, keys)
            && reader.GetValue(reader.FieldCount - 1) is byte[] mac
            && RowTelling.Read(told.New).Any(t => t.Table == table.GetTableName() && t.Code == RowTelling.CodeOf(mac));
    }
}
