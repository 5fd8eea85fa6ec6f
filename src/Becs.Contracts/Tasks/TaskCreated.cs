namespace Becs.Contracts.Tasks;

/// <summary>Work waits for a person.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="Process">Process the task belongs to.</param>
/// <param name="TitleKey">Resource key of its title.</param>
/// <param name="SubjectKind">Kind of record it is about.</param>
/// <param name="SubjectId">Identity of that record.</param>
/// <param name="DueAt">When it should be done (UTC).</param>
public sealed record TaskCreated(
    Guid TaskId,
    string Process,
    string TitleKey,
    string? SubjectKind,
    Guid? SubjectId,
    DateTime? DueAt) : BecsEvent;
