using Becs.Domain.Shared;

namespace Becs.Domain.ChangeControl;

/// <summary>What somebody said about a change, perhaps about one step of the workflow: written once, answered, never changed.</summary>
public sealed record ChangeComment
{
    /// <summary>Longest text.</summary>
    public const int Longest = 2000;

    public required Guid Id { get; init; }

    public required ChangeId ChangeId { get; init; }

    /// <summary>The comment that began the thread; null for one that begins one.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>The step of the workflow it is pinned to.</summary>
    public string? ActivityId { get; init; }

    /// <summary>The package that was under review when it was said.</summary>
    public required string PackageHash { get; init; }

    public required string Text { get; init; }

    public required Guid UserId { get; init; }

    public required string PrintedName { get; init; }

    public required DateTime RecordedAt { get; init; }
}
