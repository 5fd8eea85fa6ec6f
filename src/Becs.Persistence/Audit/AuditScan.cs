using System.Data.Common;
using System.Globalization;
using Becs.Persistence.Setup;

namespace Becs.Persistence.Audit;

/// <summary>A row as found: readable, or only its id in whatever form it stands there.</summary>
internal readonly record struct FoundRow(AuditRow? Row, string Id);

/// <summary>Reads audit rows and seals beside the model, as they are stored: the verifier must not fall over what somebody put there.</summary>
internal sealed class AuditScan(BecsDbContext db)
{
    private const string RowColumns = """
        id, recorded_at, site_id, site_time_zone, clock_mode, user_id, user_name, workstation, operation_id, action, instance_id, package_hash,
        activity_id, subject_kind, subject_id, what, old_value, new_value, reason, signature_id, commit_id, ordinal, rows_in_commit,
        transaction_number, key_id, mac
        """;

    private const string SealColumns =
        "number, from_transaction, upto_transaction, commits, sealed_at, previous_hash, hash, key_id, mac";

    /// <summary>Rows of the transactions from (null: from the first, whatever its number) up to (null: the last).</summary>
    public async Task<List<FoundRow>> RowsAsync(long? from, long? upto, CancellationToken cancellationToken)
    {
        var rows = new List<FoundRow>();
        if (from >= upto)
        {
            return rows;
        }

        var lower = from is { } first ? string.Create(CultureInfo.InvariantCulture, $"transaction_number >= {first}") : null;
        var upper = upto is { } end ? string.Create(CultureInfo.InvariantCulture, $"transaction_number < {end}") : null;
        var where = string.Join(" AND ", new[] { lower, upper }.OfType<string>());
        await using var command = await db.CommandAsync(
            $"SELECT {RowColumns} FROM audit_rows{(where.Length == 0 ? "" : $" WHERE {where}")}", cancellationToken);
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(Row(reader));
        }

        return rows;
    }

    /// <summary>Seals after a number, in their order; one that cannot be read comes with its number alone.</summary>
    public async Task<List<(SealRow? Seal, long Number)>> SealsAsync(long after, int limit, CancellationToken cancellationToken)
    {
        var seals = new List<(SealRow?, long)>();
        await using var command = await db.CommandAsync(
            string.Create(CultureInfo.InvariantCulture, $"SELECT {SealColumns} FROM seals WHERE number > {after} ORDER BY number LIMIT {limit}"),
            cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            seals.Add((Seal(reader), reader.GetInt64(0)));
        }

        return seals;
    }

    /// <summary>The columns of a row of the trail, of a table by this name in the statement.</summary>
    public static string Columns(string alias) => string.Join(", ", RowColumns.Split(',').Select(c => $"{alias}.{c.Trim()}"));

    /// <summary>The row at hand, whose first columns are <see cref="Columns"/>.</summary>
    public FoundRow Row(DbDataReader reader)
    {
        try
        {
            var stored = new StoredValues(reader, db.IsPostgres);
            var row = new AuditRow
            {
                Id = stored.Id(),
                RecordedAt = stored.Instant(),
                SiteId = stored.Id(),
                SiteTimeZone = stored.Text(),
                ClockMode = stored.Text(),
                UserId = stored.Id(),
                UserName = stored.Text(),
                Workstation = stored.Text(),
                OperationId = stored.Id(),
                Action = stored.Text(),
                InstanceId = stored.IdOrNull(),
                PackageHash = stored.TextOrNull(),
                ActivityId = stored.TextOrNull(),
                SubjectKind = stored.Text(),
                SubjectId = stored.Id(),
                What = stored.Text(),
                Old = stored.TextOrNull(),
                New = stored.TextOrNull(),
                Reason = stored.TextOrNull(),
                SignatureId = stored.IdOrNull(),
                CommitId = stored.Id(),
                Ordinal = stored.Count(),
                RowsInCommit = stored.Count(),
                TransactionNumber = stored.Number(),
                KeyId = stored.Text(),
                Mac = stored.Bytes(),
            };
            return new FoundRow(row, row.Id.ToString("D"));
        }
        catch (Exception exception) when (StoredValues.IsUnreadable(exception))
        {
            return new FoundRow(null, StoredValues.Raw(reader, 0).ToLowerInvariant());
        }
    }

    private SealRow? Seal(DbDataReader reader)
    {
        try
        {
            var stored = new StoredValues(reader, db.IsPostgres);
            return new SealRow
            {
                Number = stored.Number(),
                FromTransaction = stored.Number(),
                UptoTransaction = stored.Number(),
                Commits = stored.Text(),
                SealedAt = stored.Instant(),
                PreviousHash = stored.Text(),
                Hash = stored.Text(),
                KeyId = stored.Text(),
                Mac = stored.Bytes(),
            };
        }
        catch (Exception exception) when (StoredValues.IsUnreadable(exception))
        {
            return null;
        }
    }
}
