using System.Globalization;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Persistence.Donors;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ChangeControl;

internal sealed class ChangeStore(BecsDbContext db) : IChanges
{
    private static readonly ChangeState[] Ended = [ChangeState.Approved, ChangeState.Withdrawn];

    public async Task<ChangeRequest?> FindAsync(ChangeId id, CancellationToken cancellationToken = default) =>
        Ordered(await db.Set<ChangeRequest>().SingleOrDefaultAsync(c => c.Id == id, cancellationToken));

    public async Task<IReadOnlyList<ChangeRequest>> OpenOfAsync(string definitionId, CancellationToken cancellationToken = default) =>
        [.. (await db.Set<ChangeRequest>()
            .Where(c => c.DefinitionId == definitionId && (!Ended.Contains(c.State) || c.IsReviewOutstanding))
            .OrderBy(c => c.OpenedAt).ToListAsync(cancellationToken)).Select(c => Ordered(c)!)];

    public async Task<ChangeRequest?> FindByPackageAsync(string packageHash, CancellationToken cancellationToken = default) =>
        Ordered(await db.Set<ChangeRequest>().FirstOrDefaultAsync(c => c.Steps.Any(s => s.PackageHash == packageHash), cancellationToken));

    public void Add(ChangeRequest change) => db.Add(change);

    public async Task<string> TakeNumberAsync(int year, CancellationToken cancellationToken = default)
    {
        var serial = await db.TakeSerialAsync(string.Create(CultureInfo.InvariantCulture, $"change:{year:0000}"), cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"CR-{year:0000}-{serial:0000}");
    }

    public Task TakeApprovalTurnAsync(string definitionId, CancellationToken cancellationToken = default) =>
        db.TakeSerialAsync($"approval:{definitionId}", cancellationToken);

    public void Add(ChangeComment comment) => db.Add(comment);

    public void Add(ChangeEvidence evidence) => db.Add(evidence);

    public async Task<IReadOnlyList<ChangeEvidence>> EvidenceAsync(ChangeId id, CancellationToken cancellationToken = default) =>
        await db.Set<ChangeEvidence>().AsNoTracking().Where(e => e.ChangeId == id).OrderBy(e => e.RecordedAt).ThenBy(e => e.Kind)
            .ToListAsync(cancellationToken);

    public void Add(ChangeJustification justification) => db.Add(justification);

    public async Task<IReadOnlyList<ChangeJustification>> JustificationsAsync(ChangeId id, CancellationToken cancellationToken = default) =>
        await db.Set<ChangeJustification>().AsNoTracking().Where(j => j.ChangeId == id).OrderBy(j => j.RecordedAt).ThenBy(j => j.Id)
            .ToListAsync(cancellationToken);

    public void Add(ChangeReplay replay) => db.Add(replay);

    public void Add(ReplayCase differing) => db.Add(differing);

    public async Task<ChangeReplay?> ReplayAsync(string packageHash, CancellationToken cancellationToken = default) =>
        await db.Set<ChangeReplay>().SingleOrDefaultAsync(r => r.PackageHash == packageHash, cancellationToken);

    public async Task<ChangeReplay?> FindReplayAsync(Guid id, CancellationToken cancellationToken = default) =>
        await db.Set<ChangeReplay>().SingleOrDefaultAsync(r => r.Id == id, cancellationToken);

    public async Task<ChangeReplay?> UnfinishedReplayAsync(
        Guid? platformRelease, IReadOnlyCollection<Guid>? except = null, CancellationToken cancellationToken = default) =>
        await db.Set<ChangeReplay>().Where(r => r.CompletedAt == null && r.PlatformReleaseId == platformRelease && !(except ?? Array.Empty<Guid>()).Contains(r.Id))
            .OrderBy(r => r.StartedAt).ThenBy(r => r.Id).FirstOrDefaultAsync(cancellationToken);

    public async Task<IReadOnlyList<ReplayCase>> CasesAsync(
        Guid replay, ReplayClass? of, int skip, int take, CancellationToken cancellationToken = default) =>
        await db.Set<ReplayCase>().AsNoTracking().Where(c => c.ReplayId == replay && (of == null || c.Class == of))
            .OrderBy(c => c.Ordinal).Skip(skip).Take(take).ToListAsync(cancellationToken);

    public async Task<IReadOnlyDictionary<ReplayClass, int>> CountCasesAsync(Guid replay, CancellationToken cancellationToken = default) =>
        await db.Set<ReplayCase>().Where(c => c.ReplayId == replay).GroupBy(c => c.Class).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);

    public async Task<IReadOnlyList<ChangeComment>> CommentsAsync(ChangeId id, CancellationToken cancellationToken = default) =>
        await db.Set<ChangeComment>().AsNoTracking().Where(c => c.ChangeId == id).OrderBy(c => c.RecordedAt).ThenBy(c => c.Id)
            .ToListAsync(cancellationToken);

    private static ChangeRequest? Ordered(ChangeRequest? change)
    {
        change?.InOrder();
        return change;
    }
}
