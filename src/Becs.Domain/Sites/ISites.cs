using Becs.Domain.Shared;

namespace Becs.Domain.Sites;

/// <summary>The sites of the installation.</summary>
public interface ISites
{
    Task<Site?> FindAsync(SiteId id, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<Site>> AllAsync(CancellationToken cancellationToken = default);

    void Add(Site site);
}
