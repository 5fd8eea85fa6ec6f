using Becs.Domain.Tasks;

namespace Becs.Persistence.ReadModel;

/// <summary>Worklists.</summary>
public interface ITaskReads
{
    /// <summary>One page of tasks, most urgent first, and how many there are.</summary>
    Task<(IReadOnlyList<WorkTask> Items, long TotalCount)> PageAsync(
        TaskQuery query, int skip, int take, CancellationToken cancellationToken = default);
}

/// <param name="SiteId">Site of the worklist.</param>
/// <param name="States">States to show.</param>
/// <param name="Process">Only of this process.</param>
/// <param name="SubjectKind">Only about this kind of record.</param>
/// <param name="SubjectId">Only about this record.</param>
/// <param name="SubjectDisplay">Only about what staff call so, as a whole word: a DIN, an order number.</param>
/// <param name="InstanceId">Only of this workflow instance.</param>
/// <param name="ClaimedById">Only claimed by this account.</param>
/// <param name="Permissions">Only tasks whose permission is one of these or that need none; null for all.</param>
/// <param name="DueBeforeAt">Only due before (UTC).</param>
public sealed record TaskQuery(
    Guid SiteId,
    IReadOnlyCollection<TaskState> States,
    string? Process = null,
    string? SubjectKind = null,
    Guid? SubjectId = null,
    string? SubjectDisplay = null,
    Guid? InstanceId = null,
    Guid? ClaimedById = null,
    IReadOnlyCollection<string>? Permissions = null,
    DateTime? DueBeforeAt = null);
