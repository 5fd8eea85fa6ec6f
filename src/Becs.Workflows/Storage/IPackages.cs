namespace Becs.Workflows.Storage;

/// <summary>The packages that may run.</summary>
public interface IPackages
{
    /// <summary>
    /// Finds a package by its hash, also one that is no longer effective: running instances are pinned to it.
    /// </summary>
    /// <param name="packageHash">The hash.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<StoredPackage?> FindAsync(string packageHash, CancellationToken cancellationToken = default);

    /// <summary>Finds the accepted package that starts new instances of a definition at an instant.</summary>
    /// <param name="definitionId">The definition.</param>
    /// <param name="atUtc">The instant.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<StoredPackage?> FindEffectiveAsync(
        string definitionId, DateTime atUtc, CancellationToken cancellationToken = default);

    /// <summary>Finds which accepted package starts new instances of a definition at an instant, without its bytes.</summary>
    /// <param name="definitionId">The definition.</param>
    /// <param name="atUtc">The instant.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Its hash; null when there is none.</returns>
    ValueTask<string?> FindEffectiveHashAsync(
        string definitionId, DateTime atUtc, CancellationToken cancellationToken = default);

    /// <summary>Finds which effective packages a stimulus starts.</summary>
    /// <param name="name">The name of the stimulus.</param>
    /// <param name="hash">Its hash.</param>
    /// <param name="atUtc">The instant.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<IReadOnlyList<StoredTrigger>> FindTriggersAsync(
        string name, string hash, DateTime atUtc, CancellationToken cancellationToken = default);
}
