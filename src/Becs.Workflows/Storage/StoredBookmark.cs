using Becs.Workflows.Models;

namespace Becs.Workflows.Storage;

/// <summary>The row of a bookmark.</summary>
/// <param name="InstanceId">The instance that waits.</param>
/// <param name="CorrelationId">What that instance is about.</param>
/// <param name="Bookmark">The bookmark.</param>
public sealed record StoredBookmark(string InstanceId, string? CorrelationId, Bookmark Bookmark);
