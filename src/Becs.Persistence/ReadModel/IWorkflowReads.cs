namespace Becs.Persistence.ReadModel;

/// <summary>Reads workflow instances for loops and pages.</summary>
public interface IWorkflowReads
{
    /// <summary>What loops must know before they open an operation: at which site the instance is.</summary>
    Task<Guid?> SiteOfInstanceAsync(Guid instanceId, CancellationToken cancellationToken = default);

    Task<Guid?> SiteOfStimulusAsync(Guid stimulusId, CancellationToken cancellationToken = default);

    /// <summary>Instances an instance started, oldest first.</summary>
    Task<IReadOnlyList<CaseRow>> ChildrenAsync(Guid instanceId, CancellationToken cancellationToken = default);

    /// <summary>Instances about any of these records, oldest first.</summary>
    /// <param name="subjects">Ids the instances are correlated by.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<CaseRow>> AboutAsync(IReadOnlyCollection<Guid> subjects, CancellationToken cancellationToken = default);

    /// <summary>How many unfinished instances of each package there are at these sites.</summary>
    Task<IReadOnlyDictionary<string, int>> OpenByPackageAsync(IReadOnlyCollection<Guid> siteIds, CancellationToken cancellationToken = default);
}

/// <summary>A workflow instance in a list.</summary>
/// <param name="SubStatus">How it stands, in the engine's words.</param>
/// <param name="IsOpen">It can still move.</param>
public sealed record CaseRow(
    Guid Id, Guid SiteId, string DefinitionId, int Version, string PackageHash, bool IsOpen, string SubStatus, DateTime CreatedAt);
