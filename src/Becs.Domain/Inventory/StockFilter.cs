using Becs.Domain.Components;
using Becs.Domain.Isbt128;
using Becs.Domain.Shared;

namespace Becs.Domain.Inventory;

/// <summary>What to list.</summary>
/// <param name="SiteId">Where.</param>
/// <param name="ComponentClass">Kind; null for all.</param>
/// <param name="ExpiresAfterAt">Only what lasts beyond this instant; null for all, expired ones too.</param>
/// <param name="Status">Status; in stock unless said otherwise.</param>
/// <param name="Limit">Most rows, 1 to 500.</param>
/// <param name="Offset">Rows to leave out.</param>
public sealed record StockFilter(
    SiteId SiteId, ComponentClass? ComponentClass = null, DateTime? ExpiresAfterAt = null, UnitStatus Status = UnitStatus.Released,
    int Limit = 200, int Offset = 0);
