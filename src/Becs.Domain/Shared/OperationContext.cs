using Becs.Domain.Signatures;

namespace Becs.Domain.Shared;

/// <summary>Who does what, where, when and why: fixed when an operation starts, stamped on everything it writes.</summary>
public sealed record OperationContext
{
    /// <summary>Identity of the operation; a retry with the same id returns the first answer.</summary>
    public required Guid OperationId { get; init; }

    /// <summary>What is being done, as the audit names it, such as <c>task.complete</c>.</summary>
    public required string Action { get; init; }

    public required Guid UserId { get; init; }

    public required string UserName { get; init; }

    public required string PrintedName { get; init; }

    /// <summary>Permissions at this moment, read from the database for this operation. Empty for the system itself.</summary>
    public required IReadOnlySet<string> Permissions { get; init; }

    /// <summary>The roles of the person, for what is asked of a role. What somebody may do is never judged by them.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>What the person's roles grant and they lack the training for; not held, but for what only is flagged.</summary>
    public IReadOnlySet<string> Untrained { get; init; } = new HashSet<string>();

    public required SiteId SiteId { get; init; }

    public required TimeZoneInfo SiteTimeZone { get; init; }

    /// <summary>Enrolled device, or <c>unregistered</c>.</summary>
    public string Workstation { get; init; } = "unregistered";

    /// <summary>The one instant of this operation (UTC, microseconds).</summary>
    public required DateTime NowAt { get; init; }

    public string? Reason { get; init; }

    /// <summary>What the person signed in this very operation; null when nothing was signed.</summary>
    public Signature? Signature { get; init; }

    public Guid? InstanceId { get; init; }

    public string? PackageHash { get; init; }

    public string? ActivityId { get; init; }

    public Guid? CausationId { get; init; }

    public string? CorrelationId { get; init; }

    /// <summary>True when no person acts: a timer, a stimulus or a start-up step.</summary>
    public bool IsSystem { get; init; }

    /// <summary>Today in the site's time zone.</summary>
    public DateOnly SiteToday => NowAt.LocalDate(SiteTimeZone);

    public bool May(string permission) => Permissions.Contains(permission);
}
