using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;

namespace Becs.Persistence.ReadModel;

/// <summary>Change requests, for lists and pages.</summary>
public interface IChangeReads
{
    /// <summary>Newest first; of one state, or one workflow, when they are named.</summary>
    Task<Rows<ChangeRequest>> PageAsync(
        ChangeState? state, string? definitionId, int skip, int take, CancellationToken cancellationToken = default);

    Task<ChangeRequest?> FindAsync(ChangeId id, CancellationToken cancellationToken = default);

    /// <summary>The packages of these hashes, without their bytes: version and from when they start instances.</summary>
    Task<IReadOnlyDictionary<string, PackageVersionRow>> PackagesAsync(
        IReadOnlyCollection<string> hashes, CancellationToken cancellationToken = default);
}

/// <summary>A package without its bytes.</summary>
public sealed record PackageVersionRow(string PackageHash, int Version, string BehaviourHash, PackageState State, DateTime? EffectiveFromAt);
