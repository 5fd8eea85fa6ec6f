using System.Data;
using Becs.Domain.Shared;
using Becs.Persistence.Commit;
using Becs.Persistence.Keys;
using Becs.Persistence.Mapping;
using Becs.Persistence.Setup;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Audit;

/// <summary>
/// Chains committed audit rows into seals, off the request path. A seal covers only transactions older than the oldest one still running,
/// so nothing can appear later in a range already sealed.
/// </summary>
public sealed class Sealer
{
    private const int MostRows = 10_000;
    private static readonly TimeSpan _longestUnanchored = TimeSpan.FromMinutes(1);
    private readonly BecsDbContext _db;
    private readonly PersistenceOptions _options;
    private readonly KeyRing _keys;
    private readonly SqliteWriteGate _gate;
    private readonly TimeProvider _clock;

    internal Sealer(BecsDbContext db, PersistenceOptions options, KeyRing keys, SqliteWriteGate gate, TimeProvider clock) =>
        (_db, _options, _keys, _gate, _clock) = (db, options, keys, gate, clock);

    /// <summary>Writes one seal over what is there, and a signed checkpoint when one is due. Use a fresh scope for each call.</summary>
    /// <param name="checkpoint">True to append a checkpoint in any case, as before a backup or at the end of a day.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Audit rows sealed; 0 when there was nothing to seal or another node is at it.</returns>
    public async Task<int> SealAsync(bool checkpoint = false, CancellationToken cancellationToken = default)
    {
        using var entered = _db.IsPostgres ? null : await _gate.EnterAsync(cancellationToken);
        var level = _db.IsPostgres ? IsolationLevel.ReadCommitted : IsolationLevel.Serializable;
        await using var transaction = await _db.Database.BeginTransactionAsync(level, cancellationToken);
        if (await HorizonAsync(cancellationToken) is not { } horizon)
        {
            return 0;
        }

        var previous = await _db.Set<SealRow>().AsNoTracking().OrderByDescending(s => s.Number).FirstOrDefaultAsync(cancellationToken);
        var from = previous?.UptoTransaction ?? 0;
        var (rows, upto) = await ReadAsync(from, horizon, cancellationToken);
        var latest = previous;
        if (rows.Count > 0)
        {
            latest = Make(previous, from, upto, rows);
            await InsertAsync(latest, cancellationToken);
        }

        var file = new AnchorFile(_options, _keys);
        var before = await _db.Set<Checkpoint>().AsNoTracking().OrderByDescending(c => c.Number).FirstOrDefaultAsync(cancellationToken);
        await CatchUpAsync(file, before, cancellationToken);
        var made = latest is not null && IsDue(latest, before, checkpoint, rows.Count > 0) ? file.Sign(latest, before, _clock.UtcNow()) : null;
        if (made is not null)
        {
            await InsertAsync(made, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        if (made is not null)
        {
            // After the commit: a line must never prove what was rolled back.
            await file.AppendAsync(made, cancellationToken);
        }

        return rows.Count;
    }

    // Every so many seals, and never long after a seal: until then the end of the trail could be cut off unseen.
    private bool IsDue(SealRow latest, Checkpoint? before, bool wanted, bool isNew) =>
        wanted || (isNew && latest.Number % _options.SealsPerCheckpoint == 0)
        || (latest.Number > (before?.Seal ?? 0) && _clock.UtcNow() - latest.SealedAt >= _longestUnanchored);

    // A process that ended between commit and file left one line unwritten. Only the very last: a longer gap is for the verifier to name.
    private static async Task CatchUpAsync(AnchorFile file, Checkpoint? before, CancellationToken cancellationToken)
    {
        if (before is null || !file.IsGenuine(before))
        {
            return;
        }

        var last = await file.LastAsync(cancellationToken);
        if ((last?.Number ?? 0) == before.Number - 1 && before.Previous == (last is null ? "" : AnchorFile.Digest(last)))
        {
            await file.AppendAsync(before, cancellationToken);
        }
    }

    // Numbers below the horizon are finished: committed and visible, or gone for good. On PostgreSQL that is the oldest number in progress
    // in this database (others on the same server have nothing to do with us); the rows are read by a later statement, which sees all that
    // ended in between.
    private async Task<long?> HorizonAsync(CancellationToken cancellationToken)
    {
        var sql = _db.IsPostgres
            ? """
              SELECT CASE WHEN pg_try_advisory_xact_lock(7213001) THEN (SELECT value FROM commit_counter) + coalesce(
                (SELECT min(x::text::bigint) FROM pg_snapshot_xip(now.snapshot) x WHERE x::text::bigint % 4294967296 IN
                  (SELECT backend_xid::text::bigint FROM pg_stat_activity
                    WHERE datname = current_database() AND backend_xid IS NOT NULL)),
                pg_snapshot_xmax(now.snapshot)::text::bigint) END
              FROM (SELECT pg_current_snapshot() AS snapshot) now
              """
            : "SELECT value + 1 FROM commit_counter";
        await using var command = await _db.CommandAsync(sql, cancellationToken);
        return await command.ExecuteScalarAsync(cancellationToken) is long horizon ? horizon : null;
    }

    private async Task<(List<AuditRow> Rows, long Upto)> ReadAsync(long from, long horizon, CancellationToken cancellationToken)
    {
        var rows = await _db.Set<AuditRow>().AsNoTracking()
            .Where(a => a.TransactionNumber >= from && a.TransactionNumber < horizon)
            .OrderBy(a => a.TransactionNumber).Take(MostRows + 1).ToListAsync(cancellationToken);
        if (rows.Count <= MostRows || rows[0].TransactionNumber == rows[^1].TransactionNumber)
        {
            return (rows, horizon);
        }

        var cut = rows[^1].TransactionNumber;
        return ([.. rows.Where(r => r.TransactionNumber < cut)], cut);
    }

    private SealRow Make(SealRow? previous, long from, long upto, List<AuditRow> rows)
    {
        var (number, at, text) = ((previous?.Number ?? 0) + 1, _clock.UtcNow(), SealContent.Text(rows));
        var hash = SealContent.Hash(number, from, upto, text, at, previous?.Hash ?? "");
        var keyId = _keys.CurrentId(KeyPurpose.AuditMac);
        return new SealRow
        {
            Number = number,
            FromTransaction = from,
            UptoTransaction = upto,
            Commits = text,
            SealedAt = at,
            PreviousHash = previous?.Hash ?? "",
            Hash = hash,
            KeyId = keyId,
            Mac = SealContent.Mac(hash, _keys.Get(KeyPurpose.AuditMac, keyId)),
        };
    }

    private async Task InsertAsync(SealRow seal, CancellationToken cancellationToken)
    {
        await using var command = await _db.CommandAsync(
            """
            INSERT INTO seals (number, from_transaction, upto_transaction, commits, sealed_at, previous_hash, hash, key_id, mac)
            VALUES (@number, @from, @upto, @commits, @at, @previous, @hash, @key, @mac)
            """,
            cancellationToken);
        command.Add("@number", seal.Number);
        command.Add("@from", seal.FromTransaction);
        command.Add("@upto", seal.UptoTransaction);
        command.Add("@commits", seal.Commits);
        command.Add("@at", _db.IsPostgres ? seal.SealedAt : UtcMicroseconds.ToStored(seal.SealedAt));
        command.Add("@previous", seal.PreviousHash);
        command.Add("@hash", seal.Hash);
        command.Add("@key", seal.KeyId);
        command.Add("@mac", seal.Mac);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task InsertAsync(Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        await using var command = await _db.CommandAsync(
            """
            INSERT INTO audit_checkpoints (number, seal, hash, at, previous, key_id, signature)
            VALUES (@number, @seal, @hash, @at, @previous, @key, @signature)
            """,
            cancellationToken);
        command.Add("@number", checkpoint.Number);
        command.Add("@seal", checkpoint.Seal);
        command.Add("@hash", checkpoint.Hash);
        command.Add("@at", _db.IsPostgres ? checkpoint.At : UtcMicroseconds.ToStored(checkpoint.At));
        command.Add("@previous", checkpoint.Previous);
        command.Add("@key", checkpoint.KeyId);
        command.Add("@signature", checkpoint.Signature);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
