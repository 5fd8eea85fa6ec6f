namespace Becs.Domain.ChangeControl;

/// <summary>The packages of the installation.</summary>
public interface IPackageRecords
{
    Task<PackageRecord?> FindAsync(string packageHash, CancellationToken cancellationToken = default);

    /// <summary>All packages, or those of one kind, by definition and version.</summary>
    Task<IReadOnlyList<PackageRecord>> ListAsync(string? kind = null, CancellationToken cancellationToken = default);

    /// <summary>The version of a workflow approved last, whether its time has come or not.</summary>
    Task<PackageRecord?> NewestApprovedAsync(string definitionId, CancellationToken cancellationToken = default);

    /// <summary>The highest version number any package of a workflow has, approved or not; 0 when there is none.</summary>
    Task<int> LastVersionAsync(string definitionId, CancellationToken cancellationToken = default);

    /// <summary>How many there are of a kind. They are never deleted.</summary>
    Task<int> CountAsync(string kind, CancellationToken cancellationToken = default);

    /// <summary>Adds a package with the stimuli that start it.</summary>
    void Add(PackageRecord package, IReadOnlyList<PackageTrigger> triggers);
}

/// <summary>A stimulus that starts the workflow of a package.</summary>
/// <param name="ActivityId">The trigger activity.</param>
/// <param name="Name">Name of the stimulus, such as <c>Elsa.Event</c>.</param>
/// <param name="Hash">Its hash.</param>
public sealed record PackageTrigger(string ActivityId, string Name, string Hash);
