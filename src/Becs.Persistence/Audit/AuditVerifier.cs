using System.Globalization;
using Becs.Persistence.Keys;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Audit;

/// <summary>Walks the whole audit trail and lists every broken place, not only the first. Reads only.</summary>
public sealed class AuditVerifier
{
    private const int SealsAtATime = 100;
    private readonly BecsDbContext _db;
    private readonly PersistenceOptions _options;
    private readonly KeyRing _keys;

    internal AuditVerifier(BecsDbContext db, PersistenceOptions options, KeyRing keys) => (_db, _options, _keys) = (db, options, keys);

    public async Task<AuditReport> VerifyAsync(CancellationToken cancellationToken = default)
    {
        var findings = new List<AuditFinding>();
        var hashes = new Dictionary<long, string>();
        SealRow? previous = null;
        long rows = 0;
        while (await NextAsync(previous, cancellationToken) is { Count: > 0 } seals)
        {
            foreach (var seal in seals)
            {
                CheckSeal(seal, previous, findings);
                hashes[seal.Number] = seal.Hash;
                var covered = await RowsAsync(Math.Max(seal.FromTransaction, previous?.UptoTransaction ?? 0), seal.UptoTransaction,
                    cancellationToken);
                rows += covered.Count;
                CheckCommits(seal, covered, findings);
                CheckRows(covered, findings);
                previous = seal;
            }
        }

        var unsealed = await RowsAsync(previous?.UptoTransaction ?? 0, long.MaxValue, cancellationToken);
        rows += unsealed.Count;
        CheckRows(unsealed, findings);
        var checkpoints = await CheckAnchorsAsync(hashes, findings, cancellationToken);
        return new AuditReport(rows, hashes.Count, checkpoints, findings);
    }

    private Task<List<SealRow>> NextAsync(SealRow? previous, CancellationToken cancellationToken)
    {
        var after = previous?.Number ?? long.MinValue;
        return _db.Set<SealRow>().AsNoTracking().Where(s => s.Number > after).OrderBy(s => s.Number).Take(SealsAtATime)
            .ToListAsync(cancellationToken);
    }

    private Task<List<AuditRow>> RowsAsync(long from, long upto, CancellationToken cancellationToken) =>
        _db.Set<AuditRow>().AsNoTracking().Where(a => a.TransactionNumber >= from && a.TransactionNumber < upto)
            .OrderBy(a => a.TransactionNumber).ThenBy(a => a.CommitId).ThenBy(a => a.Ordinal).ToListAsync(cancellationToken);

    private void CheckSeal(SealRow seal, SealRow? previous, List<AuditFinding> findings)
    {
        var place = Place("seal", seal.Number);
        if (SealContent.Hash(seal) != seal.Hash || !SealContent.MacMatches(seal, _keys))
        {
            findings.Add(new(AuditBreak.SealChanged, place, "Its content does not match its hash and code."));
        }

        var expected = (previous?.Number ?? 0) + 1;
        if (seal.Number != expected || seal.PreviousHash != (previous?.Hash ?? "")
            || seal.FromTransaction != (previous?.UptoTransaction ?? 0))
        {
            findings.Add(new(AuditBreak.ChainBroken, place, $"It does not follow seal {expected - 1}."));
        }
    }

    private static void CheckCommits(SealRow seal, List<AuditRow> rows, List<AuditFinding> findings)
    {
        var found = rows.GroupBy(r => r.CommitId).Select(SealedCommit.Of).ToDictionary(c => c.CommitId);
        foreach (var line in seal.Commits.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (SealedCommit.Parse(line) is not { } promised)
            {
                findings.Add(new(AuditBreak.SealChanged, Place("seal", seal.Number), "A line of it cannot be read."));
            }
            else if (!found.Remove(promised.CommitId, out var actual))
            {
                findings.Add(new(AuditBreak.CommitMissing, Place("commit", promised.CommitId),
                    $"Seal {seal.Number} lists it with {promised.Rows} rows; there are none."));
            }
            else if (actual != promised)
            {
                findings.Add(new(AuditBreak.CommitChanged, Place("commit", promised.CommitId),
                    $"Seal {seal.Number} lists {promised.Rows} rows with another digest; there are {actual.Rows}."));
            }
        }

        findings.AddRange(found.Values.Select(c => new AuditFinding(
            AuditBreak.CommitAdded, Place("commit", c.CommitId), $"Seal {seal.Number} covers its transaction but does not list it.")));
    }

    private void CheckRows(List<AuditRow> rows, List<AuditFinding> findings)
    {
        foreach (var row in rows.Where(r => !AuditMac.Matches(r, _keys)))
        {
            findings.Add(new(AuditBreak.RowChanged, Place("row", row.Id), "Its content does not match its code."));
        }

        foreach (var commit in rows.GroupBy(r => r.CommitId))
        {
            var expected = commit.Max(r => r.RowsInCommit);
            var ordinals = commit.Select(r => r.Ordinal).ToList();
            findings.AddRange(Enumerable.Range(1, expected).Except(ordinals).Select(ordinal => new AuditFinding(
                AuditBreak.RowMissing, Place("commit", commit.Key), $"Row {ordinal} of {expected} is missing.")));
            if (ordinals.Count != ordinals.Distinct().Count() || ordinals.Any(o => o < 1 || o > expected))
            {
                findings.Add(new(AuditBreak.RowAdded, Place("commit", commit.Key), $"It has rows beyond its {expected}."));
            }
        }
    }

    private async Task<long> CheckAnchorsAsync(
        Dictionary<long, string> hashes, List<AuditFinding> findings, CancellationToken cancellationToken)
    {
        var anchor = new AnchorFile(_options, _keys);
        var line = 0;
        foreach (var checkpoint in await anchor.ReadAsync(cancellationToken))
        {
            line++;
            if (checkpoint is null || !anchor.IsGenuine(checkpoint))
            {
                findings.Add(new(AuditBreak.AnchorChanged, Place("anchor", line), "The line is not genuine."));
            }
            else if (hashes.GetValueOrDefault(checkpoint.Seal) != checkpoint.Hash)
            {
                findings.Add(new(AuditBreak.AnchorMismatch, Place("anchor", line),
                    $"It proves seal {checkpoint.Seal}, which the database {(hashes.ContainsKey(checkpoint.Seal) ? "has otherwise" : "lacks")}."));
            }
        }

        return line;
    }

    private static string Place(string kind, object id) => string.Create(CultureInfo.InvariantCulture, $"{kind} {id}");
}
