using Becs.Persistence.Keys;
using Becs.Persistence.ReadModel;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Audit;

/// <summary>How far the trail is proved at a moment: what an export says of its rows.</summary>
/// <param name="LastSeal">Number of the newest seal; 0 for none.</param>
/// <param name="SealedUpto">First transaction number no seal covers.</param>
/// <param name="Checkpoint">Number of the newest genuine signed checkpoint; null for none.</param>
/// <param name="CheckpointSeal">The seal it signs.</param>
/// <param name="CheckpointAt">When it was signed.</param>
/// <param name="AnchoredUpto">First transaction number it does not cover.</param>
/// <param name="WalkedSeal">Up to which seal the verifier last walked and signed what it found; null when never.</param>
/// <param name="WalkedAt">When.</param>
/// <param name="WalkedBroken">Broken places known then.</param>
/// <param name="RecordedBreaks">Broken places on record now.</param>
public sealed record TrailStanding(
    long LastSeal, long SealedUpto, long? Checkpoint, long? CheckpointSeal, DateTime? CheckpointAt, long AnchoredUpto, long? WalkedSeal,
    DateTime? WalkedAt, long WalkedBroken, int RecordedBreaks);

/// <summary>Reads how far the trail is proved, and whether single rows are as written.</summary>
public sealed class TrailStandings
{
    private readonly ReadDatabase _database;
    private readonly PersistenceOptions _options;
    private readonly KeyRing _keys;

    internal TrailStandings(ReadDatabase database, PersistenceOptions options, KeyRing keys) => (_database, _options, _keys) = (database, options, keys);

    /// <summary>Whether a row's code is the one its content has under the trail's key.</summary>
    public bool IsGenuine(AuditRow row) => AuditMac.Matches(row, _keys);

    public async Task<TrailStanding> ReadAsync(CancellationToken cancellationToken = default)
    {
        await using var db = _database.Open();
        var last = await db.Set<SealRow>().OrderByDescending(s => s.Number).Select(s => new { s.Number, s.UptoTransaction }).FirstOrDefaultAsync(cancellationToken);
        var file = new AnchorFile(_options, _keys);
        var anchor = (await db.Set<Checkpoint>().OrderByDescending(c => c.Number).Take(20).ToListAsync(cancellationToken)).Find(file.IsGenuine);
        var anchored = anchor is null ? null
            : await db.Set<SealRow>().Where(s => s.Number == anchor.Seal && s.Hash == anchor.Hash).Select(s => new { s.UptoTransaction }).SingleOrDefaultAsync(cancellationToken);
        var mark = (await db.Set<AuditMark>().OrderByDescending(m => m.Seal).Take(20).ToListAsync(cancellationToken)).Find(m => m.IsGenuine(_keys));
        return new TrailStanding(
            last?.Number ?? 0, last?.UptoTransaction ?? 0, anchored is null ? null : anchor!.Number, anchored is null ? null : anchor!.Seal,
            anchored is null ? null : anchor!.At, anchored?.UptoTransaction ?? 0, mark?.Seal, mark?.At, mark?.Broken ?? 0,
            await db.Set<Domain.Audit.IntegrityBreak>().CountAsync(cancellationToken));
    }
}
