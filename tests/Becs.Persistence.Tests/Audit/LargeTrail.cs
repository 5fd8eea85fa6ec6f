using Becs.Domain.Shared;
using Becs.Persistence.Audit;
using Becs.Persistence.Keys;
using Becs.Workflows.Tests;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Tests.Audit;

/// <summary>A commit of the trail as the tampers need it.</summary>
internal sealed record TrailCommit(Guid Id, long Transaction, long? Seal, IReadOnlyList<Guid> Rows);

/// <summary>An honest trail of any size, written fast: rows with their codes, seals over them, checkpoints in database and file.</summary>
internal sealed class LargeTrail(BecsDbContext db, PersistenceOptions options, KeyRing keys, Dice dice)
{
    private const int CommitsPerSeal = 60;
    private const int SealsPerCheckpoint = 10;
    private const int AtATime = 5_000;
    private static readonly DateTime Start = new(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly List<object> _staged = [];
    private long _ids;

    public List<TrailCommit> Commits { get; } = [];

    public long Seals { get; private set; }

    public long Checkpoints { get; private set; }

    /// <summary>Writes so many rows; the last few commits stay unsealed.</summary>
    public async Task WriteAsync(int rows, CancellationToken cancellationToken)
    {
        var file = new AnchorFile(options, keys);
        SealRow? seal = null;
        Checkpoint? checkpoint = null;
        var pending = new List<AuditRow>();
        var (written, commitsPending) = (0, 0);
        for (long transaction = 10; written < rows; transaction += 1 + dice.Below(3))
        {
            var commit = Commit(transaction, rows - written <= 50 ? null : Seals + 1);
            pending.AddRange(commit);
            _staged.AddRange(commit);
            written += commit.Count;
            if (++commitsPending == CommitsPerSeal && rows - written > 50)
            {
                seal = Seal(seal, pending, transaction + 1);
                (pending, commitsPending, Seals) = ([], 0, seal.Number);
                _staged.Add(seal);
                if (seal.Number % SealsPerCheckpoint == 0)
                {
                    checkpoint = file.Sign(seal, checkpoint, At(seal.Number));
                    await file.AppendAsync(checkpoint, cancellationToken);
                    _staged.Add(checkpoint);
                    Checkpoints++;
                }
            }

            if (_staged.Count >= AtATime)
            {
                await SaveAsync(cancellationToken);
            }
        }

        foreach (var (commit, index) in Commits.Select((c, i) => (c, i)).Where(c => c.c.Seal > Seals).ToList())
        {
            Commits[index] = commit with { Seal = null };
        }

        await SaveAsync(cancellationToken);
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        db.OpenForCommit();
        db.AddRange(_staged);
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
        _staged.Clear();
    }

    private List<AuditRow> Commit(long transaction, long? seal)
    {
        var (commit, operation, count) = (Id(), Id(), 1 + dice.Below(4));
        var rows = new List<AuditRow>();
        for (var i = 1; i <= count; i++)
        {
            var row = new AuditRow
            {
                Id = Id(),
                RecordedAt = At(transaction),
                SiteId = new Guid("01900000-0000-7000-8000-000000000001"),
                SiteTimeZone = "America/New_York",
                ClockMode = "system",
                UserId = new Guid("01900000-0000-7000-8000-0000000000aa"),
                UserName = "lab1",
                Workstation = "bench-1",
                OperationId = operation,
                Action = "task.complete",
                InstanceId = operation,
                PackageHash = new string('a', 64),
                ActivityId = "step1",
                SubjectKind = i == 1 ? "system" : "unit",
                SubjectId = i == 1 ? operation : Id(),
                What = i == 1 ? "task.complete" : "unit.released",
                Old = i == 1 ? null : "Quarantined",
                New = i == 1 ? "done" : "Released",
                Reason = "routine",
                SignatureId = Id(),
                CommitId = commit,
                Ordinal = i,
                RowsInCommit = count,
                TransactionNumber = transaction,
                KeyId = keys.CurrentId(KeyPurpose.AuditMac),
            };
            row.Mac = AuditMac.Of(row, keys);
            rows.Add(row);
        }

        Commits.Add(new TrailCommit(commit, transaction, seal, [.. rows.Select(r => r.Id)]));
        return rows;
    }

    private SealRow Seal(SealRow? previous, List<AuditRow> rows, long upto)
    {
        var (number, from, at, text) = ((previous?.Number ?? 0) + 1, previous?.UptoTransaction ?? 0, At(upto), SealContent.Text(rows));
        var hash = SealContent.Hash(number, from, upto, text, at, previous?.Hash ?? "");
        var keyId = keys.CurrentId(KeyPurpose.AuditMac);
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
            Mac = SealContent.Mac(hash, keys.Get(KeyPurpose.AuditMac, keyId)),
        };
    }

    private static DateTime At(long number) => Start.AddSeconds(number % 1_000_000);

    // UUIDv7 of June 2026, so that the rows find their partition.
    private Guid Id()
    {
        var number = ++_ids;
        var at = new DateTimeOffset(Start).ToUnixTimeMilliseconds() + (number / 16);
        return new Guid($"{at:x12}".Insert(8, "-") + $"-7{number % 4096:x3}-8{dice.Below(4096):x3}-{number:x12}");
    }
}
