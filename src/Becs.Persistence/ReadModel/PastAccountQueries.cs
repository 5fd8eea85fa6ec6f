using System.Text.Json;
using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Persistence.Audit;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

/// <summary>
/// What accounts might do at a moment: the new value of the last change of rights on the trail, or the former value of the first one after it. Where
/// the trail says neither, nothing is said: today's rights are not those of then.
/// </summary>
public sealed class PastAccountQueries
{
    private static readonly string[] _changes =
    [
        "account.created", "account.locked", "account.unlocked", "account.roles-set", "account.sites-granted", "account.rights-set", "account.password-reset",
    ];

    private const string Demanded = "training.demanded";
    private const string NotDemanded = "training.not-demanded";
    private readonly ReadDatabase _reads;

    internal PastAccountQueries(ReadDatabase reads) => _reads = reads;

    /// <summary>The accounts there were at a moment.</summary>
    public async Task<IReadOnlyList<PastAccount>> AtAsync(DateTime at, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var accounts = await db.Set<Account>().Where(a => a.CreatedAt <= at).Select(a => new { a.Id, a.UserName, a.PrintedName }).ToListAsync(cancellationToken);
        var changes = (await db.Set<AuditRow>().Where(r => _changes.Contains(r.What) && r.SubjectKind == SubjectKinds.Account)
            .Select(r => new { r.SubjectId, r.RecordedAt, r.Id, r.Old, r.New }).ToListAsync(cancellationToken)).ToLookup(r => r.SubjectId);
        var demanded = await DemandedAsync(db, at, cancellationToken);
        var trained = (await TrainedAsync(db, demanded, at, cancellationToken)).ToLookup(r => (r.AccountId, r.Permission));
        return [.. accounts.OrderBy(a => a.UserName, StringComparer.Ordinal).Select(a =>
        {
            var ordered = changes[a.Id].OrderBy(r => r.RecordedAt).ThenBy(r => r.Id).ToList();
            var told = ordered.LastOrDefault(r => r.RecordedAt <= at) is { } last ? Read(last.New) : Read(ordered.FirstOrDefault()?.Old);
            return told is null
                ? new PastAccount(a.Id, a.UserName, a.PrintedName, false, ordered.FirstOrDefault()?.RecordedAt, [], [], false, [])
                : new PastAccount(a.Id, a.UserName, a.PrintedName, true, ordered[0].RecordedAt, told.Roles, told.SiteCodes, told.IsLocked,
                    [.. demanded.Select(p => new GatedPermission(p, [.. trained[(a.Id, p)].Select(r => new TrainingPeriod(r.TrainedOn, r.ValidUntil))]))]);
        })];
    }

    /// <summary>Permissions that needed training then: the last thing the trail says of each gate by then.</summary>
    private static async Task<IReadOnlyList<string>> DemandedAsync(BecsDbContext db, DateTime at, CancellationToken cancellationToken)
    {
        string[] whats = [Demanded, NotDemanded];
        var rows = await db.Set<AuditRow>().Where(r => whats.Contains(r.What) && r.RecordedAt <= at)
            .Select(r => new { r.SubjectId, r.RecordedAt, r.Id, r.What, r.New }).ToListAsync(cancellationToken);
        return [.. rows.GroupBy(r => r.SubjectId).Select(g => g.OrderBy(r => r.RecordedAt).ThenBy(r => r.Id).Last())
            .Where(r => r.What == Demanded).Select(r => r.New).OfType<string>().Order(StringComparer.Ordinal)];
    }

    private static async Task<List<TrainingRecord>> TrainedAsync(
        BecsDbContext db, IReadOnlyList<string> permissions, DateTime at, CancellationToken cancellationToken) => permissions.Count == 0 ? []
        : await db.Set<TrainingRecord>().Where(r => permissions.Contains(r.Permission) && r.RecordedAt <= at && r.EndsRecordId == null
            && !db.Set<TrainingRecord>().Any(e => e.EndsRecordId == r.Id && e.RecordedAt <= at)).ToListAsync(cancellationToken);

    private static Rights? Read(string? told) => told is ['{', ..] ? JsonSerializer.Deserialize<Rights>(told) : null;

    private sealed record Rights(IReadOnlyList<string> Roles, IReadOnlyList<string> SiteCodes, bool IsLocked);
}
