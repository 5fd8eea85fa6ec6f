using Becs.Domain.Isbt128;
using Becs.Domain.Shared;

namespace Becs.Domain.Components;

/// <summary>The product table of each site: licensed data, loaded by the site.</summary>
public interface IProductTables
{
    Task<ProductTable> ForAsync(SiteId site, CancellationToken cancellationToken = default);
}
