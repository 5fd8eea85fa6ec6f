using Becs.Domain.Shared;
using Becs.Workflows;
using Becs.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Workflows;

internal sealed class JournalArchiveStore(BecsDbContext db, ICurrentOperation current) : IJournalArchive
{
    public async Task<IReadOnlyList<StoredInstance>> FinishedBeforeAsync(
        DateTime beforeAt, Guid after, int limit, CancellationToken cancellationToken = default)
    {
        var archived = db.Set<ArchivedJournalRow>();
        var rows = await db.Set<InstanceRow>().AsNoTracking()
            .Where(i => i.Status == WorkflowStatus.Finished && i.FinishedAt < beforeAt && i.Id > after
                && !archived.Any(a => a.InstanceId == i.Id))
            .OrderBy(i => i.Id).Take(limit).ToListAsync(cancellationToken);
        return [.. rows.Select(InstanceStore.Of)];
    }

    public async Task StageArchivedAsync(
        Guid archiveId, string fileName, string fileHash, IReadOnlyList<ArchivedInstance> instances, CancellationToken cancellationToken = default)
    {
        var ids = instances.Select(i => i.InstanceId).ToArray();
        var finished = await db.Set<InstanceRow>().Where(i => ids.Contains(i.Id) && i.Status == WorkflowStatus.Finished)
            .Select(i => i.Id).ToListAsync(cancellationToken);
        if (ids.Except(finished).Select(i => (Guid?)i).FirstOrDefault() is { } unfinished)
        {
            throw new RuleException("ARC-001", $"Instance {unfinished:D} has not ended; its journal stays.");
        }

        db.AddRange(instances.Select(i => new ArchivedJournalRow
        {
            InstanceId = i.InstanceId,
            ArchiveId = archiveId,
            FileName = fileName,
            FileHash = fileHash,
            Entries = i.Entries,
            LastSequence = i.LastSequence,
            ArchivedAt = current.Context.NowAt,
        }));
    }

    public async Task<int> StagePurgeAsync(int limit, CancellationToken cancellationToken = default)
    {
        var entries = await db.Set<JournalRow>()
            .Where(j => db.Set<ArchivedJournalRow>().Any(a => a.InstanceId == j.InstanceId && j.Sequence <= a.LastSequence))
            .OrderBy(j => j.Id).Take(limit).ToListAsync(cancellationToken);
        db.RemoveRange(entries);
        return entries.Count;
    }
}
