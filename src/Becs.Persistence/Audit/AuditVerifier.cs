using Becs.Domain.Shared;
using Becs.Persistence.Commit;
using Becs.Persistence.Keys;
using Becs.Persistence.Setup;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Audit;

/// <summary>Walks the audit trail and lists every broken place, not only the first. Use a fresh scope for each run.</summary>
public sealed class AuditVerifier
{
    private const int SealsAtATime = 100;
    private const int RowsAtATime = 20_000;
    private readonly BecsDbContext _db;
    private readonly PersistenceOptions _options;
    private readonly KeyRing _keys;
    private readonly SqliteWriteGate _gate;

    internal AuditVerifier(BecsDbContext db, PersistenceOptions options, KeyRing keys, SqliteWriteGate gate) =>
        (_db, _options, _keys, _gate) = (db, options, keys, gate);

    /// <summary>The whole trail, from its first row. Reads only.</summary>
    public Task<AuditReport> VerifyAsync(CancellationToken cancellationToken = default) => RunAsync(null, null, cancellationToken);

    /// <summary>
    /// What came after the newest genuine mark (<see cref="MarkAsync"/>); the whole trail when there is none. What was changed below the mark
    /// since is found by <see cref="VerifyAsync"/> and <see cref="VerifySliceAsync"/> only.
    /// </summary>
    public async Task<AuditReport> VerifyNewAsync(CancellationToken cancellationToken = default)
    {
        var (seal, broken) = await MarkedAsync(cancellationToken);
        return await RunAsync(seal, null, cancellationToken) with { KnownBroken = broken };
    }

    /// <summary>The seals after one, about so many rows of them: a full walk in small pieces.</summary>
    /// <param name="afterSeal">0 to begin at the first.</param>
    /// <param name="rows">How many rows to walk before stopping at the end of a seal.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<AuditReport> VerifySliceAsync(long afterSeal, int rows, CancellationToken cancellationToken = default)
    {
        var after = afterSeal == 0 ? null : (await new AuditScan(_db).SealsAsync(afterSeal - 1, 1, cancellationToken)).FirstOrDefault().Seal;
        return await RunAsync(after?.Number == afterSeal ? after : null, rows, cancellationToken);
    }

    /// <summary>Records beside the trail that carry a code, and what the trail names of them. Reads only.</summary>
    public Task<AuditReport> VerifyRecordsAsync(CancellationToken cancellationToken = default) =>
        VerifyRecordsAsync(new RecordCursor(), int.MaxValue, cancellationToken);

    /// <summary>
    /// The same in pieces: tables until so many rows are read, and what the trail names in the rows sealed since the newest mark and in as many rows of a
    /// slow round over all; the cursor says where the next piece begins. That each row is there and the newest is checked of all, every time.
    /// </summary>
    public async Task<AuditReport> VerifyRecordsAsync(RecordCursor cursor, int rows, CancellationToken cancellationToken = default)
    {
        var tables = RowCode.Tables(_db.Model).ToList();
        var (read, findings) = (0L, new List<AuditFinding>());
        for (var i = 0; i < tables.Count && read < rows; i++)
        {
            var table = tables[cursor.Table++ % tables.Count];
            var (count, broken) = await RowCode.VerifyAsync(_db, table, _keys, null, cancellationToken);
            read += count;
            findings.AddRange(broken.Select(id => new AuditFinding(
                AuditBreak.RecordChanged, $"{table.GetTableName()} {id}", "Its content does not match its code.")));
        }

        foreach (var (table, id) in rows == int.MaxValue
            ? await new NamedRecords(_db).MissingAsync(0, null, cancellationToken) : await NamedAsync(cursor, rows, cancellationToken))
        {
            findings.Add(new AuditFinding(AuditBreak.RecordMissing, $"{table} {id}", "The trail names it; it is not there."));
        }

        var named = findings.Select(f => f.Place).ToHashSet(StringComparer.Ordinal);
        findings.AddRange((await cursor.Ledger.CheckAsync(_db, _keys, cancellationToken)).Where(f => !named.Contains(f.Place)));
        return new AuditReport(read, 0, 0, findings);
    }

    // New is what was sealed since: in a sealed range nothing can appear any more. What is not sealed yet, and what was removed since, the round finds.
    private async Task<IEnumerable<(string Table, string Id)>> NamedAsync(RecordCursor cursor, int rows, CancellationToken cancellationToken)
    {
        var named = new NamedRecords(_db);
        var upto = await _db.Set<SealRow>().AsNoTracking().MaxAsync(s => (long?)s.UptoTransaction, cancellationToken) ?? 0;
        var from = cursor.NamedFrom ?? (await MarkedAsync(cancellationToken)).Seal?.UptoTransaction ?? 0;
        var until = Math.Min(await named.EndOfPieceAsync(from, rows, cancellationToken) ?? upto, upto);
        var fresh = until > from ? await named.MissingAsync(from, until, cancellationToken) : [];
        var end = await named.EndOfPieceAsync(cursor.RoundFrom, rows, cancellationToken);
        var round = await named.MissingAsync(cursor.RoundFrom, end, cancellationToken);
        (cursor.NamedFrom, cursor.RoundFrom) = (Math.Max(from, until), end ?? 0);
        return fresh.Union(round);
    }

    /// <summary>Signs that the trail was walked up to the end of this report, for <see cref="VerifyNewAsync"/> to begin there.</summary>
    /// <param name="report">What <see cref="VerifyAsync"/> or <see cref="VerifyNewAsync"/> found.</param>
    /// <param name="id">Identity of the mark.</param>
    /// <param name="at">When.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task MarkAsync(AuditReport report, Guid id, DateTime at, CancellationToken cancellationToken = default)
    {
        if (report.LastSeal is not { } seal || seal.Number == report.AfterSeal)
        {
            return;
        }

        using var entered = _db.IsPostgres ? null : await _gate.EnterAsync(cancellationToken);
        var mark = AuditMark.Sign(id, seal, at, report.KnownBroken + report.Findings.Count, _keys);
        await using var command = await _db.CommandAsync(
            "INSERT INTO audit_marks (id, seal, hash, at, broken, key_id, signature) VALUES (@id, @seal, @hash, @at, @broken, @key, @signature)",
            cancellationToken);
        command.Add("@id", _db.IsPostgres ? mark.Id : mark.Id.ToString("D").ToUpperInvariant());
        command.Add("@seal", mark.Seal);
        command.Add("@hash", mark.Hash);
        command.Add("@at", _db.IsPostgres ? mark.At : Mapping.UtcMicroseconds.ToStored(mark.At));
        command.Add("@broken", mark.Broken);
        command.Add("@key", mark.KeyId);
        command.Add("@signature", mark.Signature);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // A mark counts only while the seal it names stands as it was.
    private async Task<(SealRow? Seal, long Broken)> MarkedAsync(CancellationToken cancellationToken)
    {
        var scan = new AuditScan(_db);
        foreach (var mark in await _db.Set<AuditMark>().AsNoTracking().OrderByDescending(m => m.Seal).Take(20).ToListAsync(cancellationToken))
        {
            if (mark.IsGenuine(_keys) && await scan.SealsAsync(mark.Seal - 1, 1, cancellationToken) is [{ Seal: { } seal }]
                && seal.Number == mark.Seal && SealContent.Hash(seal) == mark.Hash && SealContent.MacMatches(seal, _keys))
            {
                return (seal, mark.Broken);
            }
        }

        return (null, 0);
    }

    private async Task<AuditReport> RunAsync(SealRow? after, int? limit, CancellationToken cancellationToken)
    {
        var anchors = new AnchorCheck(_db, new AnchorFile(_options, _keys));
        await anchors.BeginAsync(after?.Number ?? 0, cancellationToken);
        var walk = new SealWalk(after, _keys);
        var rows = new RowWalk(new AuditScan(_db), _keys);
        var wanted = new List<Stretch>();
        long promised = 0, taken = 0;
        await foreach (var (found, next) in SealsAsync(after?.Number ?? 0, cancellationToken))
        {
            var stretches = walk.Take(found, next);
            wanted.AddRange(stretches);
            promised += stretches.Sum(s => (long)s.Commits.Sum(c => c.Rows));
            if (promised >= RowsAtATime || promised + taken >= limit)
            {
                await rows.CheckAsync(wanted, cancellationToken);
                (wanted, taken, promised) = ([], taken + promised, 0);
            }

            if (taken >= limit)
            {
                break;
            }
        }

        var isSlice = taken >= limit;
        if (!isSlice)
        {
            wanted.Add(new Stretch(walk.At, null, null, []));
        }

        await rows.CheckAsync(wanted, cancellationToken);
        var findings = await rows.EndAsync();
        if (!isSlice)
        {
            await anchors.EndAsync(walk.Hashes, cancellationToken);
        }

        return new AuditReport(rows.Count, walk.Count, anchors.Lines, [.. walk.Findings, .. findings, .. anchors.Findings])
        {
            AfterSeal = after?.Number ?? 0,
            LastSeal = walk.Last,
            IsAtEnd = !isSlice,
        };
    }

    /// <summary>Each seal with the one after it.</summary>
    private async IAsyncEnumerable<((SealRow? Seal, long Number) Found, SealRow? Next)> SealsAsync(
        long after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var scan = new AuditScan(_db);
        (SealRow? Seal, long Number)? held = null;
        while (await scan.SealsAsync(after, SealsAtATime, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var seal in page)
            {
                if (held is { } one)
                {
                    yield return (one, seal.Seal);
                }

                held = seal;
            }

            after = page[^1].Number;
        }

        if (held is { } last)
        {
            yield return (last, null);
        }
    }
}
