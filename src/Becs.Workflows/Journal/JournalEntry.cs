namespace Becs.Workflows.Journal;

/// <summary>Everything one burst did to one instance: one row.</summary>
public sealed class JournalEntry
{
    /// <summary>The id of the burst.</summary>
    public required string BurstId { get; init; }

    /// <summary>The instance.</summary>
    public required string InstanceId { get; init; }

    /// <summary>Its place in the instance's history; the first burst is 1.</summary>
    public required int Sequence { get; init; }

    /// <summary>The one instant of the burst (UTC).</summary>
    public required DateTime At { get; init; }

    /// <summary>What moved the instance, such as <c>ResumeBookmark</c>.</summary>
    public required string Stimulus { get; init; }

    /// <summary>The bookmark that was resumed; null if none.</summary>
    public string? BookmarkId { get; init; }

    /// <summary>The package that ran.</summary>
    public required string PackageHash { get; init; }

    /// <summary>The build that ran it; null if not told.</summary>
    public string? BuildId { get; init; }

    /// <summary>What happened, in order.</summary>
    public required IReadOnlyList<JournalRecord> Records { get; init; }
}
