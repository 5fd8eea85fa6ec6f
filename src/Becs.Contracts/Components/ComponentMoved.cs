namespace Becs.Contracts.Components;

/// <summary>The bag is now stored elsewhere.</summary>
/// <param name="UnitId">The bag.</param>
/// <param name="DonationId">Donation the bag came from.</param>
/// <param name="FromSiteId">Site it was at.</param>
/// <param name="ToSiteId">Site it is at.</param>
/// <param name="StorageCode">Refrigerator, freezer or shelf.</param>
public sealed record ComponentMoved(
    Guid UnitId,
    Guid DonationId,
    Guid FromSiteId,
    Guid ToSiteId,
    string StorageCode) : BecsEvent;
