using Becs.Domain.Shared;

namespace Becs.Domain.Inventory;

/// <summary>Fact: a bag was put somewhere.</summary>
public sealed class UnitMove
{
    private UnitMove()
    {
    }

    internal UnitMove(Guid id, UnitId unitId, SiteId fromSiteId, SiteId toSiteId, string storageCode, FactStamp stamp)
    {
        Id = id;
        UnitId = unitId;
        FromSiteId = fromSiteId;
        ToSiteId = toSiteId;
        StorageCode = storageCode;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public UnitId UnitId { get; private set; }

    public SiteId FromSiteId { get; private set; }

    public SiteId ToSiteId { get; private set; }

    public string StorageCode { get; private set; } = "";

    public FactStamp Stamp { get; private set; } = null!;
}
