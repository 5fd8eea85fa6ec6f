using Becs.Workflows.Models;

namespace Becs.Workflows;

/// <content>Waiting for a stimulus, in Elsa's overloads.</content>
public sealed partial class ActivityExecutionContext
{
    /// <summary>Waits here for a stimulus.</summary>
    /// <param name="options">How.</param>
    public Bookmark CreateBookmark(CreateBookmarkArgs? options = null) =>
        WorkflowExecutionContext.Burst.Ledger.Create(this, options ?? new CreateBookmarkArgs(), null);

    /// <summary>Waits here.</summary>
    /// <param name="callback">A method of the activity.</param>
    /// <param name="metadata">Names and values stored with the bookmark. No personal data.</param>
    public Bookmark CreateBookmark(ExecuteActivityDelegate callback, IDictionary<string, string>? metadata = null) =>
        CreateBookmark(new CreateBookmarkArgs { Callback = callback, Metadata = metadata });

    /// <summary>Waits here for a stimulus.</summary>
    /// <param name="stimulus">What to wait for. No personal data.</param>
    /// <param name="callback">A method of the activity; none completes it.</param>
    /// <param name="includeActivityInstanceId">Whether only this execution matches.</param>
    /// <param name="customProperties">Names and values stored with the bookmark. No personal data.</param>
    public Bookmark CreateBookmark(
        object stimulus,
        ExecuteActivityDelegate? callback,
        bool includeActivityInstanceId = true,
        IDictionary<string, string>? customProperties = null) =>
        CreateBookmark(new CreateBookmarkArgs
        {
            Stimulus = stimulus,
            Callback = callback,
            IncludeActivityInstanceId = includeActivityInstanceId,
            Metadata = customProperties,
        });

    /// <summary>Waits here for a stimulus, which completes the activity.</summary>
    /// <param name="stimulus">What to wait for. No personal data.</param>
    /// <param name="includeActivityInstanceId">Whether only this execution matches.</param>
    /// <param name="customProperties">Names and values stored with the bookmark. No personal data.</param>
    public Bookmark CreateBookmark(
        object stimulus, bool includeActivityInstanceId, IDictionary<string, string>? customProperties = null) =>
        CreateBookmark(stimulus, null, includeActivityInstanceId, customProperties);

    /// <summary>Waits here for a stimulus, which completes the activity.</summary>
    /// <param name="stimulus">What to wait for. No personal data.</param>
    /// <param name="metadata">Names and values stored with the bookmark. No personal data.</param>
    public Bookmark CreateBookmark(object stimulus, IDictionary<string, string>? metadata = null) =>
        CreateBookmark(new CreateBookmarkArgs { Stimulus = stimulus, Metadata = metadata });

    /// <summary>Waits here for several stimuli; the first one that comes is the one.</summary>
    /// <param name="payloads">What to wait for. No personal data.</param>
    /// <param name="callback">A method of the activity; none completes it.</param>
    /// <param name="includeActivityInstanceId">Whether only this execution matches.</param>
    /// <param name="bookmarkName">The name under which they are looked up.</param>
    public void CreateBookmarks(
        IEnumerable<object> payloads,
        ExecuteActivityDelegate? callback = null,
        bool includeActivityInstanceId = true,
        string? bookmarkName = null)
    {
        foreach (var payload in payloads)
        {
            CreateBookmark(new CreateBookmarkArgs
            {
                Stimulus = payload,
                Callback = callback,
                IncludeActivityInstanceId = includeActivityInstanceId,
                BookmarkName = bookmarkName,
            });
        }
    }

    /// <summary>Stops waiting at all bookmarks of this execution.</summary>
    public void ClearBookmarks() => WorkflowExecutionContext.Burst.Ledger.BurnAllOf(this);
}
