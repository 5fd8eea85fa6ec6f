using Becs.Workflows.Migrating;
using Becs.Workflows.Models;
using Becs.Workflows.Storage;

namespace Becs.Persistence.Workflows;

/// <summary>Running instances, for whoever takes them from one version to another. Of all sites: a version is one for all of them.</summary>
public interface IInFlight
{
    /// <summary>How many instances of a workflow wait at each step, by package.</summary>
    Task<IReadOnlyList<InFlightCount>> CountAsync(string definitionId, CancellationToken cancellationToken = default);

    /// <summary>The next running instances of a package in the order of their ids, with what decides whether they can go over.</summary>
    Task<IReadOnlyList<InFlightInstance>> NextAsync(
        string packageHash, Guid? after, int limit, CancellationToken cancellationToken = default);

    /// <summary>One instance; null when there is none.</summary>
    Task<InFlightInstance?> FindAsync(Guid instance, CancellationToken cancellationToken = default);

    /// <summary>
    /// Stages an instance on its other package: its row, and where a step has another id its bookmarks and timers, which keep everything else.
    /// </summary>
    void StageGoOver(StoredInstance instance, long expectedRowVersion, IReadOnlyList<Bookmark> changed);
}

/// <param name="StepId">The step; null for all instances of the package.</param>
/// <param name="Instances">How many wait there; one that waits at two steps counts at both.</param>
public sealed record InFlightCount(string PackageHash, string? StepId, int Instances);

/// <param name="OpenForms">Forms of its open tasks, such as <c>questionnaire.v1</c>.</param>
/// <param name="StepsDone">Steps persons completed.</param>
/// <param name="Done">All it did, under the ids of the version it runs now.</param>
/// <param name="HasIncident">An incident is open.</param>
public sealed record InFlightInstance(
    StoredInstance Instance, Guid SiteId, IReadOnlyList<string> OpenForms, IReadOnlyList<string> StepsDone, IReadOnlyDictionary<string, StepDone> Done,
    bool HasIncident);
