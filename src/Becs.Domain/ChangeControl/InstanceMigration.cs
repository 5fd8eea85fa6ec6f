namespace Becs.Domain.ChangeControl;

/// <summary>What a plan did to one instance: written once, in the commit that did it.</summary>
public sealed record InstanceMigration
{
    public required Guid Id { get; init; }

    public required Guid PlanId { get; init; }

    public required Guid InstanceId { get; init; }

    /// <summary>It went over; false when it stays as it is.</summary>
    public required bool IsMigrated { get; init; }

    /// <summary>Everything that kept it, such as <c>StepGone:Verify</c>; empty when it went over.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    public required string SourceHash { get; init; }

    public required string TargetHash { get; init; }

    /// <summary>Row version of the instance afterwards: while it has that, it has not moved since.</summary>
    public required long RowVersion { get; init; }

    /// <summary>The state it had, for taking it back; null when it stays.</summary>
    public string? StateBefore { get; init; }

    public required Guid UserId { get; init; }

    public required string PrintedName { get; init; }

    public required DateTime RecordedAt { get; init; }
}
