using Becs.Workflows;

namespace Becs.Persistence.Workflows;

/// <summary>One workflow instance: its whole state in one row.</summary>
internal sealed class InstanceRow
{
    public required Guid Id { get; init; }

    public long RowVersion { get; set; }

    public required string DefinitionId { get; set; }

    public required int DefinitionVersion { get; set; }

    public required string PackageHash { get; set; }

    public string? Name { get; set; }

    public required WorkflowStatus Status { get; set; }

    public required WorkflowSubStatus SubStatus { get; set; }

    public string? CorrelationId { get; set; }

    public Guid? ParentInstanceId { get; set; }

    public required Guid SiteId { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; set; }

    public DateTime? FinishedAt { get; set; }

    public required string StateJson { get; set; }
}

/// <summary>A place where an instance waits.</summary>
internal sealed class BookmarkRow
{
    public required string Id { get; init; }

    public Guid InstanceId { get; init; }

    public string Name { get; init; } = "";

    public string Hash { get; init; } = "";

    public DateTime CreatedAt { get; init; }

    /// <summary>The rest of the bookmark (<see cref="BookmarkText"/>).</summary>
    public string Body { get; init; } = "";
}

/// <summary>A bookmark that time resumes.</summary>
internal sealed class TimerRow
{
    public required string BookmarkId { get; init; }

    public Guid InstanceId { get; init; }

    public string ActivityId { get; init; } = "";

    public DateTime DueAt { get; init; }

    /// <summary>Until when (machine's clock) a node has it in hand.</summary>
    public DateTime? TakenUntilAt { get; init; }
}

/// <summary>A signal to workflow instances, written by the commit that caused it.</summary>
internal sealed class StimulusRow
{
    public required Guid Id { get; init; }

    public string Kind { get; init; } = "";

    public string? Name { get; init; }

    public string? CorrelationId { get; init; }

    public Guid? TargetInstanceId { get; init; }

    public Guid? SourceInstanceId { get; init; }

    public string Body { get; init; } = "";

    public Guid SiteId { get; init; }

    public DateTime CreatedAt { get; init; }

    /// <summary>True once it found nobody and waits for whoever comes.</summary>
    public bool IsKept { get; set; }

    /// <summary>Until when (machine's clock) a node has it in hand.</summary>
    public DateTime? TakenUntilAt { get; set; }
}

/// <summary>What one burst did to one instance. Never changed.</summary>
internal sealed class JournalRow
{
    public required Guid Id { get; init; }

    public required string BurstId { get; init; }

    public required Guid InstanceId { get; init; }

    public required int Sequence { get; init; }

    public required DateTime At { get; init; }

    public required string Stimulus { get; init; }

    public string? BookmarkId { get; init; }

    public required string PackageHash { get; init; }

    public string? BuildId { get; init; }

    public required string Records { get; init; }
}
