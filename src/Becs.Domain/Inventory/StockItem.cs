using Becs.Domain.Components;
using Becs.Domain.Isbt128;
using Becs.Domain.Shared;

namespace Becs.Domain.Inventory;

/// <summary>One bag on a stock list: a projection to choose from, never a basis of a decision.</summary>
public sealed record StockItem(
    UnitId UnitId, DonationId DonationId, DonationNumber Din, string ProductCode, ComponentClass ComponentClass, string? BloodGroup,
    DateTime ExpiresAt, UnitStatus Status, string StorageCode);
