using Becs.Domain.Shared;

namespace Becs.Domain.Quarantine;

/// <summary>The manual covers. Append-only.</summary>
public interface IManualCovers
{
    void Add(ManualCover cover);

    void Add(CoverRevocation revocation);

    Task<ManualCover?> FindAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Covers of a site that are not revoked and cover the day.</summary>
    Task<IReadOnlyList<ManualCover>> StandingAsync(SiteId site, DateOnly day, CancellationToken cancellationToken = default);
}
