using Becs.Domain.Shared;

namespace Becs.Domain.Tasks;

/// <summary>
/// A piece of work for a person, made by a workflow that waits for it. Completing it hands the submission to the waiting activity in the same
/// operation; the task itself keeps only who, when and which outcome.
/// </summary>
public sealed partial class WorkTask
{
    private List<string> _candidateRoles = [];
    private List<Guid> _excludedUserIds = [];
    private List<string> _signatureMeanings = [];
    private List<string> _outcomes = [];
    private string? _evidenceHash;

    private WorkTask()
    {
    }

    private WorkTask(TaskId id, TaskSpecification s, DateTime createdAt)
    {
        Id = id;
        SiteId = s.SiteId;
        Process = s.Process;
        TitleKey = s.TitleKey;
        InstructionsKey = s.InstructionsKey;
        FormKey = s.FormKey;
        FormVersion = s.FormVersion;
        SubjectKind = s.Subject?.Kind;
        SubjectId = s.Subject?.Id;
        SubjectDisplay = s.SubjectDisplay;
        PersonKind = s.Person?.Kind;
        PersonId = s.Person?.Id;
        CandidatePermission = s.CandidatePermission;
        _candidateRoles = [.. s.CandidateRoles];
        _excludedUserIds = [.. s.ExcludedUserIds.Distinct()];
        Priority = s.Priority;
        DueAt = s.DueAt;
        EscalationAt = s.EscalationAt;
        _signatureMeanings = [.. s.SignatureMeanings];
        _outcomes = [.. s.Outcomes];
        InstanceId = s.InstanceId;
        BookmarkId = s.BookmarkId;
        ActivityId = s.ActivityId;
        PackageHash = s.PackageHash;
        CreatedAt = createdAt;
        Revision = 1;
    }

    public TaskId Id { get; private set; }

    public SiteId SiteId { get; private set; }

    public string Process { get; private set; } = "";

    public string TitleKey { get; private set; } = "";

    public string? InstructionsKey { get; private set; }

    public string FormKey { get; private set; } = "";

    public int FormVersion { get; private set; }

    public string? SubjectKind { get; private set; }

    public Guid? SubjectId { get; private set; }

    public string? SubjectDisplay { get; private set; }

    public string? PersonKind { get; private set; }

    public Guid? PersonId { get; private set; }

    public string? CandidatePermission { get; private set; }

    public IReadOnlyList<string> CandidateRoles => _candidateRoles;

    public IReadOnlyList<Guid> ExcludedUserIds => _excludedUserIds;

    public TaskPriority Priority { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime? DueAt { get; private set; }

    /// <summary>When it is raised next if still open; null when it is not.</summary>
    public DateTime? EscalationAt { get; private set; }

    public int EscalationLevel { get; private set; }

    public IReadOnlyList<string> SignatureMeanings => _signatureMeanings;

    public IReadOnlyList<string> Outcomes => _outcomes;

    public TaskState State { get; private set; }

    public Guid? ClaimedById { get; private set; }

    public DateTime? ClaimedAt { get; private set; }

    /// <summary>The only account that may take it, besides a delegate; null when every candidate may.</summary>
    public Guid? AssignedToId { get; private set; }

    public Guid? DelegatedToId { get; private set; }

    public DateTime? DelegatedFromAt { get; private set; }

    public DateTime? DelegatedUntilAt { get; private set; }

    public string? Outcome { get; private set; }

    public Guid? CompletedById { get; private set; }

    /// <summary>When it was completed or cancelled.</summary>
    public DateTime? ClosedAt { get; private set; }

    public Guid? SignatureId { get; private set; }

    public string? CancelReasonCode { get; private set; }

    /// <summary>Rises with every change a person working on it must know of. Escalation is none: it must not refuse a submission.</summary>
    public int Revision { get; private set; }

    public Guid? InstanceId { get; private set; }

    public string? BookmarkId { get; private set; }

    public string? ActivityId { get; private set; }

    public string? PackageHash { get; private set; }

    public bool IsOpen => State is TaskState.Open or TaskState.Claimed;

    public SubjectRef? Subject => SubjectKind is { } kind && SubjectId is { } id ? new SubjectRef(kind, id) : null;

    public PersonRef? Person => PersonKind is { } kind && PersonId is { } id ? new PersonRef(kind, id) : null;

    /// <summary>
    /// What is shown beside the task, such as the blockers of the bag to release: from now on part of <see cref="RecordHash"/>, so that
    /// nobody signs another state of things than the one on the screen. Not stored.
    /// </summary>
    /// <param name="evidenceHash">SHA-256, lower-case hex.</param>
    public void ShownWith(string evidenceHash) => _evidenceHash = evidenceHash;

    /// <summary>
    /// SHA-256 (lower-case hex) of the canonical form of the task as shown: what a signature given with the completion must name.
    /// </summary>
    public string RecordHash() => Shown(new CanonicalRecord()
        .Add("taskId", Id.Value).Add("revision", Revision).Add("process", Process).Add("titleKey", TitleKey)
        .Add("instructionsKey", InstructionsKey).Add("formKey", FormKey).Add("formVersion", FormVersion)
        .Add("subject", Subject?.ToString()).Add("subjectDisplay", SubjectDisplay).AddList("outcomes", _outcomes)
        .AddList("signatureMeanings", _signatureMeanings).Add("siteId", SiteId.Value).Add("dueAt", DueAt)
        .Add("instanceId", InstanceId).Add("activityId", ActivityId).Add("packageHash", PackageHash))
        .Hash();

    private CanonicalRecord Shown(CanonicalRecord record) => _evidenceHash is null ? record : record.Add("evidence", _evidenceHash);
}
