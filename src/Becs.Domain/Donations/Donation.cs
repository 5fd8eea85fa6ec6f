using Becs.Domain.Isbt128;
using Becs.Domain.Rules;
using Becs.Domain.Shared;

namespace Becs.Domain.Donations;

/// <summary>
/// One donation: its number, where it came from, and the facts of its collection. Created only by the gate that assigns the number;
/// started only by the gate that lets the needle in.
/// </summary>
public sealed class Donation
{
    private readonly List<LabelScan> _labelScans = [];
    private readonly List<Sample> _samples = [];
    private readonly List<CollectionRecord> _records = [];

    private Donation()
    {
    }

    internal Donation(
        DonationId id,
        DonationNumber din,
        DonorId donorId,
        VisitId visitId,
        DonationType type,
        Guid assignedByDecisionId,
        FactStamp registered)
    {
        Id = id;
        Din = din;
        DonorId = donorId;
        VisitId = visitId;
        SiteId = registered.SiteId;
        Type = type;
        AssignedByDecisionId = assignedByDecisionId;
        Registered = registered;
    }

    public DonationId Id { get; private set; }

    /// <summary>Unique for 100 years, across all sites.</summary>
    public DonationNumber Din { get; private set; }

    /// <summary>The record the donor gave under; after a merge perhaps an alias.</summary>
    public DonorId DonorId { get; private set; }

    public VisitId VisitId { get; private set; }

    public SiteId SiteId { get; private set; }

    public DonationType Type { get; private set; }

    /// <summary>For whom it is collected; general stock is allogeneic.</summary>
    public DonationPurpose Purpose { get; private set; } = DonationPurpose.Allogeneic;

    /// <summary>Gate decision that assigned the number.</summary>
    public Guid AssignedByDecisionId { get; private set; }

    public FactStamp Registered { get; private set; } = null!;

    public DonationStatus Status { get; private set; }

    /// <summary>Row version against lost updates.</summary>
    public long Version { get; private set; }

    /// <summary>Scans of the number on bag, tubes and record.</summary>
    public IReadOnlyList<LabelScan> LabelScans => _labelScans;

    /// <summary>The needle went in; null before.</summary>
    public CollectionStart? Start { get; private set; }

    /// <summary>Every version of the collection record; the highest counts.</summary>
    public IReadOnlyList<CollectionRecord> Records => _records;

    /// <summary>The collection record that counts; null until the draw ended.</summary>
    public CollectionRecord? Record => _records.MaxBy(r => r.Version);

    public IReadOnlyList<Sample> Samples => _samples;

    /// <summary>Day of collection in the site's time zone; the day of registration until the draw began. Intervals, eligibility and
    /// shelf life count from it.</summary>
    public DateOnly DonatedOn(TimeZoneInfo siteTimeZone) =>
        (Start?.StartedAt ?? Registered.RecordedAt).LocalDate(siteTimeZone);

    internal void Add(LabelScan scan) => _labelScans.Add(scan);

    internal void Add(Sample sample) => _samples.Add(sample);

    internal void Begin(CollectionStart start)
    {
        if (Status != DonationStatus.Registered)
        {
            throw new RuleException("COL-001", $"{Id.Subject} is {Status}: a draw starts once.");
        }

        Start = start;
        Status = DonationStatus.Collecting;
    }

    /// <summary>The draw never began.</summary>
    internal void Abandon(CollectionRecord record)
    {
        if (Status != DonationStatus.Registered || _records.Count > 0)
        {
            throw new RuleException("COL-006", $"{Id.Subject} is {Status}: only a draw that never began is abandoned.");
        }

        _records.Add(record);
        Status = DonationStatus.Failed;
    }

    internal void End(CollectionRecord record)
    {
        if (Status == DonationStatus.Registered)
        {
            throw new RuleException("COL-002", $"{Id.Subject} was not started: there is nothing to record.");
        }

        if (record.Version != _records.Count + 1)
        {
            throw new RuleException("COL-003", $"{Id.Subject}: version {record.Version} of the collection record is out of turn.");
        }

        _records.Add(record);
        Status = record.Outcome == CollectionOutcome.Collected ? DonationStatus.Collected : DonationStatus.Failed;
    }
}
