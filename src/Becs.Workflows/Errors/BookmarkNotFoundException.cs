namespace Becs.Workflows.Errors;

/// <summary>
/// The bookmark to resume is not (or no longer) in the state: the caller is late. The instance is not touched.
/// </summary>
/// <param name="instanceId">The workflow instance.</param>
/// <param name="bookmarkId">The bookmark.</param>
public sealed class BookmarkNotFoundException(string instanceId, string bookmarkId)
    : WorkflowEngineException($"Instance {instanceId} does not wait at bookmark {bookmarkId}.")
{
    /// <summary>The bookmark.</summary>
    public string BookmarkId { get; } = bookmarkId;
}
