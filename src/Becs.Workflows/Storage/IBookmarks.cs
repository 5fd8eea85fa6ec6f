using Becs.Workflows.Models;

namespace Becs.Workflows.Storage;

/// <summary>Where instances wait. The correlation id is read from the instance, so a later Correlate counts.</summary>
public interface IBookmarks
{
    /// <summary>Finds one bookmark.</summary>
    /// <param name="bookmarkId">The bookmark.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<StoredBookmark?> FindAsync(string bookmarkId, CancellationToken cancellationToken = default);

    /// <summary>Finds who waits for a stimulus, oldest first.</summary>
    /// <param name="name">The name of the stimulus.</param>
    /// <param name="hash">Its hash.</param>
    /// <param name="correlationId">Only instances with this correlation id; null for all.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<IReadOnlyList<StoredBookmark>> FindByStimulusAsync(
        string name, string hash, string? correlationId, int limit = 1000, CancellationToken cancellationToken = default);

    /// <summary>Lists where an instance waits.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<IReadOnlyList<StoredBookmark>> ListByInstanceAsync(
        string instanceId, CancellationToken cancellationToken = default);

    /// <summary>Stages new bookmarks.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="bookmarks">The bookmarks.</param>
    void StageAdd(string instanceId, IReadOnlyList<Bookmark> bookmarks);

    /// <summary>Stages the deletion of bookmarks.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="bookmarkIds">The bookmarks.</param>
    void StageBurn(string instanceId, IReadOnlyList<string> bookmarkIds);
}
