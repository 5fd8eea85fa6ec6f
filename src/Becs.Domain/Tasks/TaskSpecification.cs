using Becs.Domain.Shared;

namespace Becs.Domain.Tasks;

/// <summary>What a workflow asks a person to do.</summary>
public sealed record TaskSpecification
{
    public required SiteId SiteId { get; init; }

    /// <summary>Process definition, such as <c>component-release</c>.</summary>
    public required string Process { get; init; }

    /// <summary>Resource key of the title.</summary>
    public required string TitleKey { get; init; }

    public string? InstructionsKey { get; init; }

    public required string FormKey { get; init; }

    public required int FormVersion { get; init; }

    public SubjectRef? Subject { get; init; }

    /// <summary>What staff call the subject: DIN, donor number, order number. Never a name.</summary>
    public string? SubjectDisplay { get; init; }

    /// <summary>Person under whose key drafts and the submission are sealed.</summary>
    public PersonRef? Person { get; init; }

    /// <summary>Permission needed to work on it; null when the roles alone decide.</summary>
    public string? CandidatePermission { get; init; }

    /// <summary>Roles any one of which suffices; empty when the permission alone decides.</summary>
    public IReadOnlyList<string> CandidateRoles { get; init; } = [];

    /// <summary>Accounts that must not do it: separation of duties over the whole case.</summary>
    public IReadOnlyList<Guid> ExcludedUserIds { get; init; } = [];

    public TaskPriority Priority { get; init; } = TaskPriority.Normal;

    public DateTime? DueAt { get; init; }

    public DateTime? EscalationAt { get; init; }

    /// <summary>Meanings a signature given with the completion may have; empty when none is needed.</summary>
    public IReadOnlyList<string> SignatureMeanings { get; init; } = [];

    /// <summary>Outcomes the person chooses from; at least one.</summary>
    public required IReadOnlyList<string> Outcomes { get; init; }

    public Guid? InstanceId { get; init; }

    public string? BookmarkId { get; init; }

    public string? ActivityId { get; init; }

    public string? PackageHash { get; init; }
}
