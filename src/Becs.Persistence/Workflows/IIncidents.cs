namespace Becs.Persistence.Workflows;

/// <summary>Bursts that failed. Added in the second scope, after the failed one left nothing.</summary>
public interface IIncidents
{
    void Add(IncidentRow incident);

    /// <summary>For changing: the commit of this scope writes what is changed.</summary>
    Task<IncidentRow?> FindAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Open incidents of an instance, oldest first.</summary>
    Task<IReadOnlyList<IncidentRow>> OpenOfInstanceAsync(Guid instanceId, CancellationToken cancellationToken = default);

    /// <summary>Incidents of these sites, latest first.</summary>
    /// <param name="siteIds">The sites.</param>
    /// <param name="isOpen">Open ones, closed ones, or all when null.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<IncidentRow>> ListAsync(
        IReadOnlyCollection<Guid> siteIds, bool? isOpen, int limit, CancellationToken cancellationToken = default);
}
