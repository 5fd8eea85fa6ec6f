using Becs.Workflows.Models;
using Becs.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Workflows;

internal sealed class BookmarkStore(BecsDbContext db) : IBookmarks
{
    public async ValueTask<StoredBookmark?> FindAsync(string bookmarkId, CancellationToken cancellationToken = default)
    {
        var found = await Joined().SingleOrDefaultAsync(j => j.Bookmark.Id == bookmarkId, cancellationToken);
        return found is null ? null : Of(found);
    }

    public async ValueTask<IReadOnlyList<StoredBookmark>> FindByStimulusAsync(
        string name, string hash, string? correlationId, int limit = 1000, CancellationToken cancellationToken = default)
    {
        var found = await Joined()
            .Where(j => j.Bookmark.Hash == hash && j.Bookmark.Name == name
                && (correlationId == null || j.CorrelationId == correlationId))
            .OrderBy(j => j.Bookmark.CreatedAt).ThenBy(j => j.Bookmark.Id).Take(limit).ToListAsync(cancellationToken);
        return [.. found.Select(Of)];
    }

    public async ValueTask<IReadOnlyList<StoredBookmark>> ListByInstanceAsync(
        string instanceId, CancellationToken cancellationToken = default)
    {
        var id = Guid.Parse(instanceId);
        var found = await Joined().Where(j => j.Bookmark.InstanceId == id)
            .OrderBy(j => j.Bookmark.CreatedAt).ThenBy(j => j.Bookmark.Id).ToListAsync(cancellationToken);
        return [.. found.Select(Of)];
    }

    public void StageAdd(string instanceId, IReadOnlyList<Bookmark> bookmarks) => db.AddRange(bookmarks.Select(b => new BookmarkRow
    {
        Id = b.Id,
        InstanceId = Guid.Parse(instanceId),
        Name = b.Name,
        Hash = b.Hash,
        CreatedAt = b.CreatedAt,
        Body = BookmarkText.Write(b),
    }));

    public void StageBurn(string instanceId, IReadOnlyList<string> bookmarkIds)
    {
        foreach (var id in bookmarkIds)
        {
            // A bookmark made and used up in one commit was never stored: removing the staged row is all.
            db.Remove(db.Set<BookmarkRow>().Local.FindEntry(id)?.Entity ?? new BookmarkRow { Id = id });
        }
    }

    private IQueryable<BookmarkOfInstance> Joined() =>
        from bookmark in db.Set<BookmarkRow>().AsNoTracking()
        join instance in db.Set<InstanceRow>() on bookmark.InstanceId equals instance.Id
        select new BookmarkOfInstance { Bookmark = bookmark, CorrelationId = instance.CorrelationId };

    private static StoredBookmark Of(BookmarkOfInstance joined) => new(
        joined.Bookmark.InstanceId.ToString("D"), joined.CorrelationId, BookmarkText.Read(joined.Bookmark));

    private sealed class BookmarkOfInstance
    {
        public required BookmarkRow Bookmark { get; init; }

        public string? CorrelationId { get; init; }
    }
}
