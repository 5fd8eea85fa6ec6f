using Becs.Domain.Components;
using Becs.Domain.Isbt128;
using Becs.Domain.Shared;
using Becs.Server.Hosting;

namespace Becs.Server.Rules;

/// <summary>
/// The product table of the sites: <c>product-codes.json</c> in the data folder, which a site loads under its ISBT 128 licence, or the small
/// sample shipped with this build, which says of itself that it is not validated.
/// </summary>
internal sealed class ProductTables(BecsSettings settings) : IProductTables
{
    private readonly Lazy<ProductTable> _table = new(() =>
    {
        var own = Path.Combine(settings.DataFolder, "product-codes.json");
        var shipped = Path.Combine(ContentFolders.RulePacks, "isbt128", "product-codes.sample.json");
        return ProductTable.Parse(File.ReadAllBytes(File.Exists(own) ? own : shipped));
    });

    public Task<ProductTable> ForAsync(SiteId site, CancellationToken cancellationToken = default) => Task.FromResult(_table.Value);
}
