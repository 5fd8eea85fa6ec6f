namespace Becs.Workflows.Timers;

/// <summary>A bookmark that time resumes.</summary>
/// <param name="BookmarkId">The bookmark.</param>
/// <param name="DueAt">When (UTC).</param>
/// <param name="ActivityId">The activity that waits.</param>
public sealed record WorkflowTimer(string BookmarkId, DateTime DueAt, string ActivityId);
