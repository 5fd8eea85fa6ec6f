using Becs.Persistence.Workflows;
using Becs.Workflows;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

internal sealed class HistoryReads(ReadDatabase database) : IHistoryReads
{
    public async Task<IReadOnlyList<RecordedCount>> CountAsync(
        DateTime startedBefore, string? definitionId = null, CancellationToken cancellationToken = default)
    {
        await using var db = database.Open();
        var ended = await db.Set<InstanceRow>()
            .Where(i => i.Status == WorkflowStatus.Finished && i.CreatedAt <= startedBefore && (definitionId == null || i.DefinitionId == definitionId))
            .GroupBy(i => new { i.DefinitionId, i.SubStatus }).Select(g => new { g.Key.DefinitionId, g.Key.SubStatus, Count = g.Count() })
            .ToListAsync(cancellationToken);
        return [.. ended.GroupBy(g => g.DefinitionId).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new RecordedCount(
            g.Key, g.Where(s => s.SubStatus == WorkflowSubStatus.Finished).Sum(s => s.Count),
            g.Where(s => s.SubStatus != WorkflowSubStatus.Finished).Sum(s => s.Count)))];
    }

    public async Task<IReadOnlyList<RecordedCase>> NextAsync(
        string definitionId, DateTime startedBefore, Guid? lowerThan, int take, CancellationToken cancellationToken = default)
    {
        await using var db = database.Open();
        var left = lowerThan is { } last
            ? EndedOf(db, definitionId).Where(i => i.CreatedAt < startedBefore || (i.CreatedAt == startedBefore && i.Id < last))
            : EndedOf(db, definitionId).Where(i => i.CreatedAt <= startedBefore);
        return await WithJournalsAsync(
            db, await left.OrderByDescending(i => i.CreatedAt).ThenByDescending(i => i.Id).Take(take).ToListAsync(cancellationToken), cancellationToken);
    }

    public async Task<RecordedCase?> FindAsync(Guid instanceId, CancellationToken cancellationToken = default)
    {
        await using var db = database.Open();
        return (await WithJournalsAsync(
            db, await db.Set<InstanceRow>().Where(i => i.Id == instanceId).ToListAsync(cancellationToken), cancellationToken)).FirstOrDefault();
    }

    private static IQueryable<InstanceRow> EndedOf(BecsDbContext db, string definitionId) => db.Set<InstanceRow>().Where(i =>
        i.DefinitionId == definitionId && i.Status == WorkflowStatus.Finished && i.SubStatus == WorkflowSubStatus.Finished);

    private static async Task<IReadOnlyList<RecordedCase>> WithJournalsAsync(
        BecsDbContext db, IReadOnlyList<InstanceRow> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(r => r.Id).ToArray();
        var journals = (await db.Set<JournalRow>().Where(j => ids.Contains(j.InstanceId)).ToListAsync(cancellationToken)).ToLookup(j => j.InstanceId);
        return [.. rows.Select(r => new RecordedCase(
            r.Id, r.DefinitionId, r.PackageHash, r.CreatedAt, r.FinishedAt, r.StateJson,
            [.. journals[r.Id].OrderBy(j => j.Sequence).Select(JournalStore.Of)]))];
    }
}
