using System.Data;
using System.Globalization;
using Becs.Persistence.Keys;
using Becs.Persistence.Setup;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Becs.Persistence.Audit;

/// <summary>
/// What the trail told last of every row with a code, and the rows that are otherwise: gone, an earlier state, or never told of. Kept from one
/// check to the next it reads only what was told since; the rows themselves are few and compared in full.
/// </summary>
internal sealed class RowLedger
{
    private readonly Dictionary<(string Table, string Key), Last> _told = [];
    private long _from;

    private readonly record struct Last(string Code, bool IsGenuine);

    public async Task<IReadOnlyList<AuditFinding>> CheckAsync(BecsDbContext db, KeyRing keys, CancellationToken cancellationToken)
    {
        await using var moment = await OneMomentAsync(db, cancellationToken);
        var told = await ToldAsync(db, keys, cancellationToken);
        var findings = new List<AuditFinding>();
        foreach (var table in RowTelling.Tables(db.Model))
        {
            await foreach (var (key, code) in StandingAsync(db, table, cancellationToken))
            {
                var row = (table.GetTableName()!, key);
                if (!told.Remove(row, out var last) || last.Code == RowTelling.Gone)
                {
                    findings.Add(new AuditFinding(AuditBreak.RecordUntold, Place(row), "It stands there, and the trail does not tell of it."));
                }
                else if (last.IsGenuine && last.Code != code)
                {
                    findings.Add(new AuditFinding(AuditBreak.RecordOld, Place((row.Item1, key.Split('/')[0])), "It is not what the trail told of it last."));
                }
            }
        }

        findings.AddRange(told.Where(t => t.Value.IsGenuine && t.Value.Code != RowTelling.Gone)
            .Select(t => new AuditFinding(AuditBreak.RecordMissing, Place(t.Key), "The trail tells of it; it is not there.")));
        return findings;
    }

    // What is sealed is kept: nothing can appear in it any more. What a row of the trail tells that is not genuine itself is believed of nobody, and
    // accuses nobody: the walk names that row.
    private async Task<Dictionary<(string Table, string Key), Last>> ToldAsync(BecsDbContext db, KeyRing keys, CancellationToken cancellationToken)
    {
        var upto = await db.Set<SealRow>().AsNoTracking().MaxAsync(s => (long?)s.UptoTransaction, cancellationToken) ?? 0;
        var since = string.Create(CultureInfo.InvariantCulture, $"what = '{RowTelling.What}' AND transaction_number >= {_from}");
        await using var command = await db.CommandAsync(
            $"""
            SELECT {AuditScan.Columns("a")} FROM audit_rows a
            JOIN (SELECT subject_id, max(transaction_number) AS newest FROM audit_rows WHERE {since} GROUP BY subject_id) n
              ON n.subject_id = a.subject_id AND n.newest = a.transaction_number
            WHERE a.what = '{RowTelling.What}'
            """,
            cancellationToken);
        command.CommandTimeout = 0;
        var (scan, fresh, unreadable) = (new AuditScan(db), new List<AuditRow>(), new List<string>());
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                if (scan.Row(reader).Row is { } row)
                {
                    fresh.Add(row);
                }
                else
                {
                    unreadable.Add(StoredValues.Raw(reader, reader.GetOrdinal("new_value")));
                }
            }
        }

        fresh.Sort((a, b) => a.TransactionNumber.CompareTo(b.TransactionNumber));
        Take(_told, fresh.Where(r => r.TransactionNumber < upto), keys);
        _from = Math.Max(_from, upto);
        var told = new Dictionary<(string, string), Last>(_told);
        Take(told, fresh.Where(r => r.TransactionNumber >= upto), keys);
        unreadable.ForEach(text => Take(told, text, isGenuine: false));
        return told;
    }

    private static void Take(Dictionary<(string Table, string Key), Last> told, IEnumerable<AuditRow> rows, KeyRing keys)
    {
        foreach (var row in rows)
        {
            Take(told, row.New, AuditMac.Matches(row, keys));
        }
    }

    private static void Take(Dictionary<(string Table, string Key), Last> told, string? text, bool isGenuine)
    {
        foreach (var telling in RowTelling.Read(text))
        {
            told[(telling.Table, telling.Key)] = new Last(telling.Code, isGenuine);
        }
    }

    private static async IAsyncEnumerable<(string Key, string Code)> StandingAsync(
        BecsDbContext db, IEntityType table, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var key = RowCode.KeyColumns(table);
        await using var command = await db.CommandAsync(
            $"SELECT {string.Join(", ", key.Select(k => k.Name))}, {table.FindProperty(RowCode.Mac)!.GetColumnName()} FROM {table.GetTableName()}", cancellationToken);
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            // SQLite stores ids as text in capitals; one that is none is named as it stands.
            var values = key.Select((k, i) => k.Stored == typeof(Guid) && Guid.TryParse(StoredValues.Raw(reader, i), out var id) ? (object)id : StoredValues.Raw(reader, i));
            yield return (RowTelling.KeyOf(values), reader.GetValue(key.Count) is byte[] mac ? RowTelling.CodeOf(mac) : "");
        }
    }

    // A commit between reading the trail and reading the rows would look like a row nobody told of.
    private static async Task<IAsyncDisposable?> OneMomentAsync(BecsDbContext db, CancellationToken cancellationToken)
    {
        if (db.Database.CurrentTransaction is not null)
        {
            return null;
        }

        if (db.IsPostgres)
        {
            return await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        }

        // EF begins as a writer does, and would keep all others waiting.
        await using var begin = await db.CommandAsync("BEGIN", cancellationToken);
        await begin.ExecuteNonQueryAsync(cancellationToken);
        return new SqliteMoment(db);
    }

    private sealed class SqliteMoment(BecsDbContext db) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using var end = await db.CommandAsync("ROLLBACK", CancellationToken.None);
            await end.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private static string Place((string Table, string Key) row) => $"{row.Table} {row.Key}";
}
