using Becs.Domain.Shared;

namespace Becs.Activities.Tasks;

/// <summary>What an activity asks for, besides what its inputs say.</summary>
public sealed record TaskPlan
{
    /// <summary>Resource key of the title, such as <c>Task.InvestigateHold</c>.</summary>
    public required string TitleKey { get; init; }

    /// <summary>Key of the form; the task shows the newest version of it in the package that runs.</summary>
    public required string FormKey { get; init; }

    /// <summary>Site whose staff do it; the site of the operation when null.</summary>
    public SiteId? SiteId { get; init; }

    public SubjectRef? Subject { get; init; }

    /// <summary>What staff call the subject: DIN, donor number, order number. Never a name.</summary>
    public string? SubjectDisplay { get; init; }

    /// <summary>Person under whose key draft and submission are sealed.</summary>
    public PersonRef? Person { get; init; }

    /// <summary>Permission needed; null when the roles alone decide.</summary>
    public string? Permission { get; init; }

    public IReadOnlyList<string> Roles { get; init; } = [];

    public IReadOnlyList<Guid> ExcludedUserIds { get; init; } = [];

    public IReadOnlyList<string> SignatureMeanings { get; init; } = [];

    /// <summary>What the person may answer.</summary>
    public required IReadOnlyList<string> Outcomes { get; init; }
}
