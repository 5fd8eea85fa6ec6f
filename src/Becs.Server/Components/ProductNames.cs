using Becs.Domain.Components;
using Becs.Domain.Isbt128;
using Becs.Domain.Shared;

namespace Becs.Server.Components;

/// <summary>What the products of a site are called, from its ISBT 128 product table.</summary>
internal sealed class ProductNames
{
    /// <returns>From a product code to its name; the code itself when the table does not know it.</returns>
    public async Task<Func<string, string>> AtAsync(IServiceProvider scope, SiteId site, CancellationToken cancellationToken)
    {
        var table = await scope.GetRequiredService<IProductTables>().ForAsync(site, cancellationToken);
        return code =>
        {
            try
            {
                return table.Find(ProductCode.Parse(code))?.Description ?? code;
            }
            catch (RuleException)
            {
                return code;
            }
        };
    }
}
