using Becs.Domain.Gates;
using Becs.Domain.Isbt128;
using Becs.Domain.Shared;

namespace Becs.Domain.Components;

/// <summary>
/// One physical bag. Its status is a projection of primary facts (labels, verifications, decisions, allocations, issues, fates); it becomes
/// Released or Issued only through a clear gate decision about it, which the database demands too.
/// </summary>
public sealed partial class Unit
{
    private List<UnitLabel> _labels = [];
    private List<UnitParent> _parents = [];
    private List<string> _attributes = [];

    private Unit()
    {
    }

    internal Unit(
        UnitId id, DonationId donationId, ComponentClass componentClass, UnitLabel label, int volumeMl, DateTime collectedAt,
        UnitProcessing processing, DateTime expiresAt, string expiryTimeZone, SiteId siteId, FactStamp made)
    {
        Id = id;
        DonationId = donationId;
        ComponentClass = componentClass;
        _labels.Add(label);
        VolumeMl = volumeMl;
        CollectedAt = collectedAt;
        Processing = processing;
        ExpiresAt = expiresAt;
        ExpiryTimeZone = expiryTimeZone;
        SiteId = siteId;
        Made = made;
        Status = UnitStatus.Created;
    }

    public UnitId Id { get; private set; }

    public DonationId DonationId { get; private set; }

    public ComponentClass ComponentClass { get; private set; }

    /// <summary>Oldest first; the last is the one it bears.</summary>
    public IReadOnlyList<UnitLabel> Labels => _labels;

    public UnitLabel Label => _labels.Single(l => l.ToAt is null);

    public DonationNumber Din => Label.Din;

    public ProductCode ProductCode => Label.Product;

    public int VolumeMl { get; private set; }

    /// <summary>Collection that dating starts from (UTC).</summary>
    public DateTime CollectedAt { get; private set; }

    public UnitProcessing Processing { get; private set; } = null!;

    /// <summary>From this instant on it is expired (UTC); derived at the moment of use, never a status.</summary>
    public DateTime ExpiresAt { get; private set; }

    /// <summary>IANA zone in which the label states the expiry.</summary>
    public string ExpiryTimeZone { get; private set; } = "";

    public IReadOnlyList<UnitParent> Parents => _parents;

    /// <summary>Properties a patient may need, such as <c>irradiated</c> or <c>antigen-negative:K</c>. What is not here is not known.</summary>
    public IReadOnlyList<string> Attributes => _attributes;

    public UnitStatus Status { get; private set; }

    /// <summary>Site it is stored at.</summary>
    public SiteId SiteId { get; private set; }

    /// <summary>Refrigerator, freezer or shelf.</summary>
    public string StorageCode { get; private set; } = "";

    public FactStamp Made { get; private set; } = null!;

    public Guid? ReleasedDecisionId { get; private set; }

    public Guid? IssuedDecisionId { get; private set; }

    /// <summary>Row version against lost updates.</summary>
    public int Revision { get; private set; }

    public bool IsExpiredAt(DateTime instantAt) => instantAt >= ExpiresAt;

    /// <summary>True when it ended: nothing more can happen to it.</summary>
    public bool IsEnded => Status is UnitStatus.Transfused or UnitStatus.Discarded or UnitStatus.Modified;

    /// <summary>The expiry as the label states it: local to <see cref="ExpiryTimeZone"/>.</summary>
    public IsbtDate LabelExpiry()
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(ExpiresAt, TimeZoneInfo.FindSystemTimeZoneById(ExpiryTimeZone));
        return IsbtDate.FromDateTime(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
    }

    internal void Descend(UnitId parent) => _parents.Add(new UnitParent(Id, parent));

    internal void AddAttribute(string attribute)
    {
        if (!_attributes.Contains(attribute, StringComparer.Ordinal))
        {
            _attributes = [.. _attributes, attribute];
        }
    }
}
