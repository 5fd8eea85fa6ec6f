namespace Becs.Domain.Inventory;

/// <summary>Lists of bags, shortest-dated first.</summary>
public interface IStock
{
    Task<IReadOnlyList<StockItem>> ListAsync(StockFilter filter, CancellationToken cancellationToken = default);
}
