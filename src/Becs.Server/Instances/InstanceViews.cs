namespace Becs.Server.Instances;

/// <summary>One case as its page shows it.</summary>
/// <param name="State">Engine's word for the state: running, suspended, finished, faulted, cancelled.</param>
public sealed record InstanceView(
    Guid Id,
    string WorkflowTitle,
    string DefinitionId,
    int Version,
    string PackageHash,
    string State,
    string Subject,
    string? SubjectUrl,
    DateTime StartedAt,
    DateTime? FinishedAt,
    GraphView Graph,
    IReadOnlyList<JournalLine> Journal,
    IReadOnlyList<OpenTask> Tasks,
    IReadOnlyList<IncidentRow> Incidents,
    IReadOnlyList<RelatedInstance> Related);

/// <summary>One thing that happened in a case.</summary>
/// <param name="Facts">What was read, by meaning: ids and codes only.</param>
public sealed record JournalLine(
    DateTime At, string Activity, string What, string Outcome, string Who, string Facts, string PackageHash, long Burst);

/// <summary>A task of the case that waits for somebody.</summary>
public sealed record OpenTask(Guid Id, string Title, string? Assignee, DateTime? DueAt);

/// <summary>A case that started this one or was started by it.</summary>
public sealed record RelatedInstance(Guid Id, string Title, string State, bool IsParent);

/// <summary>Something that went wrong and waits for a decision.</summary>
/// <param name="Number">What people call it.</param>
/// <param name="MaySkip">The step may be skipped with a signature.</param>
/// <param name="Resolution">How it was closed: <c>retried</c>, <c>skipped</c> or <c>cancelled</c>; null while it is open.</param>
public sealed record IncidentRow(
    string Number, Guid InstanceId, string WorkflowTitle, string Activity, DateTime At, string Kind, string Message, bool IsOpen,
    bool MayRetry, bool MaySkip, bool MayCancel, string SignedHash = "", string? Resolution = null)
{
    /// <summary>The ways on when the step is skipped.</summary>
    public IReadOnlyList<string> Outcomes { get; init; } = ["Done"];
}

/// <summary>Which incidents to list.</summary>
/// <param name="State">One of <see cref="States"/>.</param>
/// <param name="Process">Definition id of the workflow; empty for every process.</param>
public sealed record IncidentFilter(string State = "open", string Process = "", int Page = 1, int PageSize = 25)
{
    public static IReadOnlyList<string> States { get; } = ["open", "retried", "skipped", "cancelled", "all"];

    public bool Has(string? resolution) => State == "all" || State == (resolution ?? "open");
}
