using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Audit;

/// <summary>
/// Holds the anchor file, the checkpoints of the database and the seals against each other. The file is read before the database and again
/// after it, because both grow meanwhile: a line is written after its row.
/// </summary>
internal sealed class AnchorCheck(BecsDbContext db, AnchorFile file)
{
    private readonly List<AuditFinding> _findings = [];
    private IReadOnlyList<Checkpoint?> _before = [];
    private long _afterSeal;
    private long _skipped;

    public IReadOnlyList<AuditFinding> Findings => _findings;

    public int Lines => _before.Count;

    /// <param name="afterSeal">Seals up to this one are not read in this run, and their checkpoints are not checked.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task BeginAsync(long afterSeal, CancellationToken cancellationToken)
    {
        _afterSeal = afterSeal;
        _before = await file.ReadAsync(afterSeal, cancellationToken);
        var first = _before.ToList().FindIndex(c => c is not null && file.IsGenuine(c));
        _skipped = afterSeal == 0 || first < 0 ? 0 : _before[first]!.Number - first - 1;
    }

    /// <param name="hashes">Seals as they stand, by number.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task EndAsync(IReadOnlyDictionary<long, string> hashes, CancellationToken cancellationToken)
    {
        var stored = await RowsAsync(cancellationToken);
        var proven = CheckLines(stored);
        var last = stored.Count == 0 ? 0 : stored.Keys.Max();
        var lines = new HashSet<long>((await file.ReadAsync(_afterSeal, cancellationToken)).OfType<Checkpoint>().Select(c => c.Number));
        foreach (var (number, row) in stored.OrderBy(s => s.Key))
        {
            var place = Place("checkpoint", number);
            if (row is null || !file.IsGenuine(row))
            {
                _findings.Add(new(AuditBreak.CheckpointChanged, place, "It is not genuine."));
                continue;
            }

            proven.TryAdd(row.Seal, (place, row.Hash));
            var at = number - _skipped - 1;
            var isUnread = at >= 0 && at < _before.Count && _before[(int)at] is null;
            if (number != last && !lines.Contains(number) && !isUnread)
            {
                _findings.Add(new(AuditBreak.AnchorMissing, Place("anchor", number), "The database has this checkpoint, the anchor file lacks it."));
            }
        }

        foreach (var (seal, (place, hash)) in proven.Where(p => p.Key > _afterSeal).OrderBy(p => p.Key))
        {
            if (hashes.GetValueOrDefault(seal) != hash)
            {
                _findings.Add(new(AuditBreak.AnchorMismatch, place,
                    $"It proves seal {seal}, which the database {(hashes.ContainsKey(seal) ? "has otherwise" : "lacks")}."));
            }
        }
    }

    private Dictionary<long, (string Place, string Hash)> CheckLines(Dictionary<long, Checkpoint?> stored)
    {
        var proven = new Dictionary<long, (string, string)>();
        Checkpoint? previous = null;
        var isFollowed = _afterSeal == 0;
        for (var i = 0; i < _before.Count; i++)
        {
            var place = Place("anchor", _skipped + i + 1);
            if (_before[i] is not { } line || !file.IsGenuine(line))
            {
                _findings.Add(new(AuditBreak.AnchorChanged, place, "The line is not genuine."));
                (previous, isFollowed) = (null, false);
                continue;
            }

            if (isFollowed && (line.Number != (previous?.Number ?? 0) + 1 || line.Previous != (previous is null ? "" : AnchorFile.Digest(previous))))
            {
                _findings.Add(new(AuditBreak.AnchorChanged, place, $"Checkpoint {line.Number} does not follow the line before it."));
            }

            if (line.Seal > _afterSeal && !stored.ContainsKey(line.Number))
            {
                _findings.Add(new(AuditBreak.CheckpointChanged, Place("checkpoint", line.Number), "The anchor file has it, the database lacks it."));
            }

            proven[line.Seal] = (place, line.Hash);
            (previous, isFollowed) = (line, true);
        }

        return proven;
    }

    private async Task<Dictionary<long, Checkpoint?>> RowsAsync(CancellationToken cancellationToken)
    {
        var rows = new Dictionary<long, Checkpoint?>();
        await using var command = await Setup.DbCommands.CommandAsync(
            db, string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT number, seal, hash, at, previous, key_id, signature FROM audit_checkpoints WHERE seal > {_afterSeal} ORDER BY number"),
            cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            Checkpoint? read = null;
            try
            {
                var stored = new StoredValues(reader, db.IsPostgres);
                read = new Checkpoint(
                    stored.Number(), stored.Number(), stored.Text(), stored.Instant(), stored.Text(), stored.Text(), stored.Text());
            }
            catch (Exception exception) when (StoredValues.IsUnreadable(exception))
            {
            }

            rows[reader.GetInt64(0)] = read;
        }

        return rows;
    }

    private static string Place(string kind, long number) => string.Create(CultureInfo.InvariantCulture, $"{kind} {number}");
}
