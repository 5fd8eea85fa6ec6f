namespace Becs.Workflows.Models;

/// <summary>How a bookmark is made.</summary>
public sealed class CreateBookmarkArgs
{
    /// <summary>An id to use instead of a new one.</summary>
    public string? BookmarkId { get; set; }

    /// <summary>What the bookmark waits for; hashed with the name, stored as JSON. No personal data.</summary>
    public object? Stimulus { get; set; }

    /// <summary>A method of the activity to call on resume; none completes the activity.</summary>
    public ExecuteActivityDelegate? Callback { get; set; }

    /// <summary>The name under which the stimulus is looked up; the activity's type name by default.</summary>
    public string? BookmarkName { get; set; }

    /// <summary>Whether a resume uses the bookmark up; true by default.</summary>
    public bool AutoBurn { get; set; } = true;

    /// <summary>Whether only this execution's stimulus matches, or any with the same stimulus (the default).</summary>
    public bool IncludeActivityInstanceId { get; set; }

    /// <summary>Without a callback: whether a resume completes the activity; true by default.</summary>
    public bool AutoComplete { get; set; } = true;

    /// <summary>Names and values stored with the bookmark. No personal data.</summary>
    public IDictionary<string, string>? Metadata { get; set; }
}
