using Becs.Workflows;

namespace Becs.Persistence.ReadModel;

/// <summary>Lists of workflow instances.</summary>
public interface IInstanceReads
{
    Task<Rows<InstanceListRow>> PageAsync(InstanceQuery query, int skip, int take, CancellationToken cancellationToken = default);

    /// <summary>How often each instance was saved: tells who watches that something happened, on whatever node.</summary>
    Task<IReadOnlyDictionary<Guid, long>> RowVersionsAsync(IReadOnlyCollection<Guid> instances, CancellationToken cancellationToken = default);
}

/// <summary>What an instance list is asked by; null or empty asks nothing.</summary>
public sealed record InstanceQuery
{
    /// <summary>Sites of the person who asks: others' instances are never found.</summary>
    public required IReadOnlyCollection<Guid> SiteIds { get; init; }

    public IReadOnlyCollection<Guid> Ids { get; init; } = [];

    public IReadOnlyCollection<string> DefinitionIds { get; init; } = [];

    public IReadOnlyCollection<string> PackageHashes { get; init; } = [];

    public int? Version { get; init; }

    public string? CorrelationId { get; init; }

    /// <summary>Part of the name, or the whole of an id or correlation id.</summary>
    public string? Search { get; init; }

    public IReadOnlyCollection<WorkflowStatus> Statuses { get; init; } = [];

    public IReadOnlyCollection<WorkflowSubStatus> SubStatuses { get; init; } = [];

    /// <summary>Whether an open incident stops it.</summary>
    public bool? HasIncidents { get; init; }

    public IReadOnlyCollection<InstanceTimeFilter> Times { get; init; } = [];

    /// <summary><c>Created</c>, <c>UpdatedAt</c> (also <c>LastExecuted</c>), <c>Finished</c> or <c>Name</c>.</summary>
    public string? OrderBy { get; init; }

    public bool IsAscending { get; init; }
}

/// <param name="Column">One of the three times of an instance.</param>
/// <param name="Operator">Elsa's name of the comparison, such as <c>GreaterThanOrEqual</c>.</param>
public sealed record InstanceTimeFilter(InstanceTime Column, string Operator, DateTime At);

public enum InstanceTime
{
    CreatedAt,
    UpdatedAt,
    FinishedAt,
}

/// <param name="Incidents">Open incidents.</param>
public sealed record InstanceListRow(
    Guid Id, string DefinitionId, int Version, string PackageHash, string? Name, WorkflowStatus Status, WorkflowSubStatus SubStatus,
    string? CorrelationId, Guid? ParentInstanceId, DateTime CreatedAt, DateTime UpdatedAt, DateTime? FinishedAt, int Incidents);
