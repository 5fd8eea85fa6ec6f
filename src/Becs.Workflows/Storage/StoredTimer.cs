namespace Becs.Workflows.Storage;

/// <summary>The row of a timer.</summary>
/// <param name="InstanceId">The instance that waits.</param>
/// <param name="BookmarkId">The bookmark to resume.</param>
/// <param name="DueAt">When (UTC).</param>
public sealed record StoredTimer(string InstanceId, string BookmarkId, DateTime DueAt);
