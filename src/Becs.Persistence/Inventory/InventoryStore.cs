using Becs.Domain.Components;
using Becs.Domain.Inventory;
using Becs.Domain.Shared;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Inventory;

internal sealed class InventoryStore(BecsDbContext db) : IStock, IUnitMoves
{
    private const int MostRows = 500;

    public void Add(UnitMove move) => db.Add(move);

    public async Task<IReadOnlyList<UnitMove>> OfAsync(UnitId unit, CancellationToken cancellationToken = default) =>
        [.. (await db.WithStagedAsync<UnitMove>(m => m.UnitId == unit, cancellationToken)).OrderBy(m => m.Stamp.RecordedAt)];

    public async Task<IReadOnlyList<StockItem>> ListAsync(StockFilter filter, CancellationToken cancellationToken = default)
    {
        var units = db.Set<Unit>().AsNoTracking().IgnoreAutoIncludes()
            .Where(u => u.SiteId == filter.SiteId && u.Status == filter.Status);
        if (filter.ComponentClass is { } componentClass)
        {
            units = units.Where(u => u.ComponentClass == componentClass);
        }

        if (filter.ExpiresAfterAt is { } after)
        {
            units = units.Where(u => u.ExpiresAt > after);
        }

        var rows = await units.OrderBy(u => u.ExpiresAt).ThenBy(u => u.Id)
            .Skip(filter.Offset).Take(Math.Clamp(filter.Limit, 1, MostRows))
            .Select(u => new
            {
                u.Id,
                u.DonationId,
                Label = db.Set<UnitLabel>().First(l => EF.Property<UnitId>(l, "UnitId") == u.Id && l.ToAt == null),
                u.ComponentClass,
                Group = db.Set<LabelPrint>().Where(p => p.UnitId == u.Id).OrderByDescending(p => p.Number)
                    .Select(p => p.BloodGroup).FirstOrDefault(),
                u.ExpiresAt,
                u.Status,
                u.StorageCode,
            }).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new StockItem(
            r.Id, r.DonationId, r.Label.Din, r.Label.ProductCode, r.ComponentClass, r.Group, r.ExpiresAt, r.Status, r.StorageCode))];
    }
}
