namespace Becs.Workflows.Running;

/// <summary>Who waits for a child workflow.</summary>
/// <param name="InstanceId">The parent.</param>
/// <param name="BookmarkId">The bookmark to resume when the child has finished; null if nobody waits.</param>
public sealed record ParentReference(string InstanceId, string? BookmarkId);
