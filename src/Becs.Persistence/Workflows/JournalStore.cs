using Becs.Domain.Shared;
using Becs.Workflows.Journal;
using Becs.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Workflows;

internal sealed class JournalStore(BecsDbContext db, IIdGenerator ids) : IJournal
{
    public void StageAppend(JournalEntry entry) => db.Add(new JournalRow
    {
        Id = ids.New(),
        BurstId = entry.BurstId,
        InstanceId = Guid.Parse(entry.InstanceId),
        Sequence = entry.Sequence,
        At = entry.At,
        Stimulus = entry.Stimulus,
        BookmarkId = entry.BookmarkId,
        PackageHash = entry.PackageHash,
        BuildId = entry.BuildId,
        Records = JournalText.Write(entry.Records),
    });

    public async ValueTask<IReadOnlyList<JournalEntry>> ReadAsync(
        string instanceId, int afterSequence = 0, int limit = 200, CancellationToken cancellationToken = default)
    {
        var id = Guid.Parse(instanceId);
        var rows = await db.Set<JournalRow>().AsNoTracking().Where(j => j.InstanceId == id && j.Sequence > afterSequence)
            .OrderBy(j => j.Sequence).Take(limit).ToListAsync(cancellationToken);
        return [.. rows.Select(Of)];
    }

    internal static JournalEntry Of(JournalRow row) => new()
    {
        BurstId = row.BurstId,
        InstanceId = row.InstanceId.ToString("D"),
        Sequence = row.Sequence,
        At = row.At,
        Stimulus = row.Stimulus,
        BookmarkId = row.BookmarkId,
        PackageHash = row.PackageHash,
        BuildId = row.BuildId,
        Records = JournalText.Read(row.Records),
    };
}
